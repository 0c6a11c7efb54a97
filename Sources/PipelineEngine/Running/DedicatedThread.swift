import Foundation

/// A thread of its own for work that blocks or computes, which must not hold up Swift's cooperative pool.
final class DedicatedThread: @unchecked Sendable {
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

  /// Starts a thread; `nil` where the system gives none, for want of memory or by a limit.
  init?(name: String, _ body: @escaping @Sendable () -> Void) {
    var attributes = pthread_attr_t()
    guard pthread_attr_init(&attributes) == 0 else { return nil }
    defer { pthread_attr_destroy(&attributes) }
    pthread_attr_setstacksize(&attributes, 8 << 20)
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

  /// Waits until the thread has ended; to be called once.
  func join() { pthread_join(handle, nil) }
}
