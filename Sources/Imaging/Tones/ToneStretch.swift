extension GrayImage {
  /// How many samples have each of the 65,536 values.
  public func histogram() -> [Int] {
    var counts = [Int](repeating: 0, count: 65_536)
    counts.withUnsafeMutableBufferPointer { counts in
      samples.withUnsafeBufferPointer { samples in
        for sample in samples { counts[Int(sample)] += 1 }
      }
    }
    return counts
  }

  /// Stretches the tones so that a black point becomes 0 and a white point 65535, linearly between them.
  ///
  /// - Parameters:
  ///   - blackPercentile: The black point is the value that at most this percentage of the samples is below;
  ///     0 leaves black where it is.
  ///   - whitePercentile: The white point is the value that at most this percentage of the samples is above;
  ///     0 leaves white where it is.
  /// - Returns: The stretched image; the image itself when the points leave no range between them.
  public func stretched(blackPercentile: Double, whitePercentile: Double) -> GrayImage {
    guard blackPercentile > 0 || whitePercentile > 0 else { return self }
    let counts = histogram()
    let total = Double(samples.count)
    func point(_ percentile: Double, _ values: some Sequence<Int>) -> Int? {
      var passed = 0
      for value in values {
        passed += counts[value]
        if Double(passed) > percentile / 100 * total { return value }
      }
      return nil
    }
    let black = blackPercentile > 0 ? point(blackPercentile, 0..<65_536) ?? 65_535 : 0
    let white = whitePercentile > 0 ? point(whitePercentile, (0..<65_536).reversed()) ?? 0 : 65_535
    guard white > black else { return self }
    let range = white - black
    let table = (0..<65_536).map { value in
      UInt16(clamping: ((min(value, white) - black) * 65_535 + range / 2) / range)
    }
    return mapped(by: table)
  }

  /// Every sample looked up in a table of 65,536 values.
  func mapped(by table: [UInt16]) -> GrayImage {
    precondition(table.count == 65_536)
    let output = [UInt16](unsafeUninitializedCapacity: samples.count) { output, initialized in
      samples.withUnsafeBufferPointer { input in
        table.withUnsafeBufferPointer { table in
          for i in 0..<input.count { output[i] = table[Int(input[i])] }
        }
      }
      initialized = samples.count
    }
    return GrayImage(width: width, height: height, samples: output)
  }
}
