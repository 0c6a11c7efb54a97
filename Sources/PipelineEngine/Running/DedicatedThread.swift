import Foundation

/// A thread of its own for work that blocks or computes, which must not hold up Swift's cooperative pool.
package final class DedicatedThread: @unchecked Sendable {
  #if canImport(Darwin)
    private typealias Argument = UnsafeMutableRawPointer
  #else
    private typealias Argument = UnsafeMutableRawPointer?
  #endif

  private final class Work: Sendable {
    let name: String
    let body: @Sendable () -> Void

    init(name: String, body: @escaping @Sendable () -> Void) {
      self.name = name
      self.body = body
    }
  }

  // A plain number or an opaque handle, depending on the system; never changed.
  private let handle: pthread_t

  private static let stackSize = 8 << 20
  /// Address space that must be left when a thread has its stack: for what it and the others allocate, which nobody asks first.
  private static let reserve = 256 << 20

  /// Starts a thread; `nil` where the system gives none, for want of memory or by a limit.
  package init?(name: String, _ body: @escaping @Sendable () -> Void) {
    guard Self.hasRoom else { return nil }
    var attributes = pthread_attr_t()
    guard pthread_attr_init(&attributes) == 0 else { return nil }
    defer { pthread_attr_destroy(&attributes) }
    pthread_attr_setstacksize(&attributes, Self.stackSize)
    let run: @convention(c) (Argument) -> UnsafeMutableRawPointer? = { argument in
      let pointer: UnsafeMutableRawPointer? = argument
      guard let pointer else { return nil }
      let work = Unmanaged<Work>.fromOpaque(pointer).takeRetainedValue()
      Thread.current.name = work.name
      work.body()
      return nil
    }
    let work = Unmanaged.passRetained(Work(name: name, body: body))
    #if canImport(Darwin)
      var thread: pthread_t?
      guard pthread_create(&thread, &attributes, run, work.toOpaque()) == 0, let thread else {
        work.release()
        return nil
      }
    #else
      var thread = pthread_t()
      guard pthread_create(&thread, &attributes, run, work.toOpaque()) == 0 else {
        work.release()
        return nil
      }
    #endif
    handle = thread
  }

  /// Whether there is address space for another thread. Under a limit, threads take it all before anything else is refused.
  private static var hasRoom: Bool {
    let count = stackSize + reserve
    guard let room = mmap(nil, count, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0), room != MAP_FAILED else {
      return false
    }
    munmap(room, count)
    return true
  }

  /// Waits until the thread has ended; to be called once.
  package func join() { pthread_join(handle, nil) }
}
