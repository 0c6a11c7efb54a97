import Foundation

/// Bounds the memory of the documents that are in flight together.
///
/// A document takes a lease before it is read and adapts it when a page's size is known. A lease waits until it
/// fits; a single one that is larger than the whole budget runs alone. Leases that wait to grow while none runs
/// would wait for ever, so then one of them is let through.
final class MemoryBudget: @unchecked Sendable {
  // All state is guarded by `condition`.
  private let condition = NSCondition()
  private let capacity: Int
  private var used = 0
  private var running = 0

  /// Makes a budget of so many bytes.
  init(capacity: Int) { self.capacity = max(1, capacity) }

  /// Half of the machine's memory.
  static var defaultCapacity: Int {
    Int(clamping: ProcessInfo.processInfo.physicalMemory / 2)
  }

  /// Waits until `bytes` fit, and takes them.
  func lease(_ bytes: Int) -> Lease {
    condition.lock()
    defer { condition.unlock() }
    while used + bytes > capacity, running > 0 { condition.wait() }
    used += bytes
    running += 1
    return Lease(budget: self, bytes: bytes)
  }

  fileprivate func resize(_ old: Int, to new: Int) {
    condition.lock()
    defer { condition.unlock() }
    if new > old {
      running -= 1
      while used - old + new > capacity, running > 0 { condition.wait() }
      running += 1
    }
    used += new - old
    condition.broadcast()
  }

  fileprivate func tryToResize(_ old: Int, to new: Int) -> Bool {
    condition.lock()
    defer { condition.unlock() }
    guard new <= old || used - old + new <= capacity else { return false }
    used += new - old
    condition.broadcast()
    return true
  }

  fileprivate func end(_ bytes: Int) {
    condition.lock()
    used -= bytes
    running -= 1
    condition.broadcast()
    condition.unlock()
  }

  /// A document's share; used by one thread, ended once.
  final class Lease: @unchecked Sendable {
    // Only the thread that runs the document touches it.
    private let budget: MemoryBudget
    private var bytes: Int

    fileprivate init(budget: MemoryBudget, bytes: Int) {
      self.budget = budget
      self.bytes = bytes
    }

    /// Waits until the share can be `bytes`.
    func resize(to bytes: Int) {
      budget.resize(self.bytes, to: bytes)
      self.bytes = bytes
    }

    /// Makes the share `bytes` where that fits now.
    func tryToResize(to bytes: Int) -> Bool {
      guard budget.tryToResize(self.bytes, to: bytes) else { return false }
      self.bytes = bytes
      return true
    }

    /// Gives the share back.
    func end() { budget.end(bytes) }
  }
}
