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
  private(set) var offsets: [Int]
  /// Floats the arena needs.
  private(set) var floatCount = 0

  /// Plans tensors, the largest first, each at the first place that is free while it lives.
  init(_ tensors: [Tensor]) {
    offsets = Array(repeating: 0, count: tensors.count)
    var placed: [Int] = []
    for index in tensors.indices.sorted(by: { (tensors[$1].count, $0) < (tensors[$0].count, $1) }) {
      let tensor = tensors[index]
      var taken: [Range<Int>] = []
      for other in placed where tensors[other].lifetime.overlaps(tensor.lifetime) {
        taken.append(offsets[other]..<offsets[other] + tensors[other].paddedCount)
      }
      taken.sort { $0.lowerBound < $1.lowerBound }
      var offset = 0
      for place in taken where place.upperBound > offset {
        if place.lowerBound >= offset + tensor.paddedCount { break }
        offset = place.upperBound
      }
      offsets[index] = offset
      placed.append(index)
      floatCount = max(floatCount, offset + tensor.paddedCount)
    }
  }
}
