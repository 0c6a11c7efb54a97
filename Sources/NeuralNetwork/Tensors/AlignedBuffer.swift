import Foundation

/// Owned, 64-byte aligned storage for floats, zero at the start, with room behind it for a vector that starts inside.
///
/// A buffer has one owner at a time by convention (a tensor, a plan, a worker); whoever shares the pointer
/// between threads keeps the written ranges apart.
public final class AlignedBuffer: @unchecked Sendable {
  /// Number of floats.
  public let count: Int
  /// The first float.
  public let pointer: UnsafeMutablePointer<Float>

  /// Pages straight from the system, where there are many; nil where the allocator gave the memory.
  private let mapping: UnsafeMutableRawBufferPointer?

  /// Bytes of a huge page, from which on memory comes from the system.
  private static let hugePage = 2 << 20

  /// Allocates `count` zeros.
  public init(count: Int) {
    self.count = count
    // Kernels load whole vectors: up to seven floats past the last one are read, and never used.
    let capacity = count + FloatVector.scalarCount
    let byteCount = capacity * MemoryLayout<Float>.stride
    mapping = byteCount >= Self.hugePage ? Self.map(byteCount) : nil
    if let mapping, let base = mapping.baseAddress {
      pointer = base.alignedUp(toMultipleOf: Self.hugePage).bindMemory(to: Float.self, capacity: capacity)
    } else {
      let bytes = UnsafeMutableRawPointer.allocate(byteCount: byteCount, alignment: 64)
      pointer = bytes.bindMemory(to: Float.self, capacity: capacity)
      pointer.initialize(repeating: 0, count: capacity)
    }
  }

  deinit {
    if let mapping {
      munmap(mapping.baseAddress, mapping.count)
    } else {
      UnsafeMutableRawPointer(pointer).deallocate()
    }
  }

  /// Zero pages, huge ones where the system has them: one fault for two megabytes instead of five hundred, each of which
  /// costs as much as a kernel takes for what it holds. They become memory when they are first written.
  private static func map(_ byteCount: Int) -> UnsafeMutableRawBufferPointer? {
    let count = byteCount + hugePage
    guard let base = mmap(nil, count, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0), base != MAP_FAILED
    else { return nil }
    #if os(Linux)
      // Only advice: without huge pages all is as before.
      madvise(base, count, MADV_HUGEPAGE)
    #endif
    return UnsafeMutableRawBufferPointer(start: base, count: count)
  }

  /// A copy of the contents.
  public func copy() -> AlignedBuffer {
    let result = AlignedBuffer(count: count)
    result.pointer.update(from: pointer, count: count)
    return result
  }
}
