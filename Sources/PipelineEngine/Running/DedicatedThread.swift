import Foundation

/// A thread of its own for work that blocks or computes, which must not hold up Swift's cooperative pool.
final class DedicatedThread: @unchecked Sendable {
  // `isDone` is guarded by `condition`.
  private let condition = NSCondition()
  private var isDone = false

  /// Starts a thread.
  init(name: String, _ body: @escaping @Sendable () -> Void) {
    let thread = Thread { [self] in
      body()
      condition.lock()
      isDone = true
      condition.broadcast()
      condition.unlock()
    }
    thread.name = name
    thread.stackSize = 8 << 20
    thread.start()
  }

  /// Waits until the thread has ended.
  func join() {
    condition.lock()
    while !isDone { condition.wait() }
    condition.unlock()
  }
}
