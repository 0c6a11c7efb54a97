/// Owned, 64-byte aligned storage for floats, zero at the start, with room behind it for a vector that starts inside.
///
/// A buffer has one owner at a time by convention (a tensor, a plan, a worker); whoever shares the pointer
/// between threads keeps the written ranges apart.
public final class AlignedBuffer: @unchecked Sendable {
  /// Number of floats.
  public let count: Int
  /// The first float.
  public let pointer: UnsafeMutablePointer<Float>

  /// Allocates `count` zeros.
  public init(count: Int) {
    self.count = count
    // Kernels load whole vectors: up to seven floats past the last one are read, and never used.
    let capacity = count + 8
    let bytes = UnsafeMutableRawPointer.allocate(byteCount: capacity * MemoryLayout<Float>.stride, alignment: 64)
    pointer = bytes.bindMemory(to: Float.self, capacity: capacity)
    pointer.initialize(repeating: 0, count: capacity)
  }

  deinit { UnsafeMutableRawPointer(pointer).deallocate() }

  /// Sets every float to zero.
  public func zero() { pointer.update(repeating: 0, count: count) }

  /// A copy of the contents.
  public func copy() -> AlignedBuffer {
    let result = AlignedBuffer(count: count)
    result.pointer.update(from: pointer, count: count)
    return result
  }
}
