/// How often each of a range of values occurs.
public struct Histogram: Sendable, Equatable {
  @usableFromInline var occurrences: [Int]

  /// For each value from 0 on, how often it occurs.
  public var counts: [Int] { occurrences }
  /// How many values there are.
  public var total: Int { occurrences.reduce(0, +) }

  /// Makes a histogram of no values.
  ///
  /// - Parameter range: How many values there may be, from 0 on.
  public init(range: Int = 256) { occurrences = [Int](repeating: 0, count: range) }

  /// Counts the grays of an image in 256 steps, 255 for white.
  public init(of image: GrayImage) {
    self.init()
    occurrences.withUnsafeMutableBufferPointer { occurrences in
      image.samples.withUnsafeBufferPointer { samples in
        for sample in samples { occurrences[Int(sample >> 8)] += 1 }
      }
    }
  }

  /// Counts a value.
  @inlinable public mutating func add(_ value: Int) { occurrences[value] += 1 }

  /// Counts a value no longer.
  ///
  /// - Precondition: It was counted.
  @inlinable public mutating func remove(_ value: Int) { occurrences[value] -= 1 }

  /// The first value that half of the values do not exceed; `nil` where there is none.
  public var median: Int? { percentile(0.5) }

  /// The first value that a share of the values does not exceed; `nil` where there is none.
  public func percentile(_ share: Double) -> Int? {
    let total = total
    guard total > 0 else { return nil }
    var passed = 0
    return occurrences.firstIndex {
      passed += $0
      return passed > 0 && Double(passed) >= share * Double(total)
    }
  }

  /// The median where a share of the values is no further from it than a spread; `nil` where fewer are.
  public func median(withinSpread spread: Int, share: Double) -> Int? {
    guard let median else { return nil }
    let near = occurrences[max(0, median - spread)...min(occurrences.count - 1, median + spread)].reduce(0, +)
    return Double(near) >= share * Double(total) ? median : nil
  }
}
