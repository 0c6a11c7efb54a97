/// Places for tensors in one arena such that two tensors share memory only if they are never needed at once.
struct MemoryPlan {
  /// A tensor that needs a place.
  struct Tensor {
    /// Floats.
    let count: Int
    /// The steps from its being written to its last being read.
    let lifetime: ClosedRange<Int>
    /// Floats with the padding that keeps the next tensor aligned to 64 bytes.
    var paddedCount: Int { (count + 15) / 16 * 16 }
  }

  /// The offset of each tensor, in floats.
  private(set) var offsets: [Int] = []
  /// Floats the arena needs.
  private(set) var floatCount = 0

  /// Plans tensors, first fit, in order of their first use.
  init(_ tensors: [Tensor]) {
    for (index, tensor) in tensors.enumerated() {
      var taken: [Range<Int>] = []
      for earlier in 0..<index where tensors[earlier].lifetime.overlaps(tensor.lifetime) {
        taken.append(offsets[earlier]..<offsets[earlier] + tensors[earlier].paddedCount)
      }
      taken.sort { $0.lowerBound < $1.lowerBound }
      var offset = 0
      for place in taken where place.upperBound > offset {
        if place.lowerBound >= offset + tensor.paddedCount { break }
        offset = place.upperBound
      }
      offsets.append(offset)
      floatCount = max(floatCount, offset + tensor.paddedCount)
    }
  }
}
