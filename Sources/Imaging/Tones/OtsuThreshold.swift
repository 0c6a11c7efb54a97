/// The threshold between ink and paper that makes the two classes as far apart as they can be.
///
/// - SeeAlso: Otsu, "A Threshold Selection Method from Gray-Level Histograms", IEEE Transactions on Systems,
///   Man, and Cybernetics 9(1), 1979.
public struct OtsuThreshold: Sendable, Equatable {
  /// The largest value that is ink.
  public let value: UInt16
  /// The mean of the samples up to ``value``, on [0, 1].
  public let inkMean: Double
  /// The mean of the samples above ``value``, on [0, 1].
  public let paperMean: Double

  /// Finds the threshold on a histogram of 256 bins; `nil` for an image of one bin, which has no classes.
  public init?(_ image: GrayImage) {
    let counts = Histogram(of: image).counts
    let total = Double(image.samples.count)
    let sum = counts.indices.reduce(0.0) { $0 + Double($1) * Double(counts[$1]) }
    var best: (bin: Int, variance: Double, ink: Double, paper: Double)?
    var below = 0.0
    var sumBelow = 0.0
    for bin in 0..<255 {
      below += Double(counts[bin])
      sumBelow += Double(bin) * Double(counts[bin])
      guard below > 0, below < total else { continue }
      let ink = sumBelow / below
      let paper = (sum - sumBelow) / (total - below)
      let variance = below * (total - below) * (paper - ink) * (paper - ink)
      if variance > best?.variance ?? 0 { best = (bin, variance, ink / 255, paper / 255) }
    }
    guard let best else { return nil }
    value = UInt16(best.bin << 8 | 0xFF)
    inkMean = best.ink
    paperMean = best.paper
  }
}

extension OtsuThreshold {
  /// The threshold of an image that has both ink and paper; `nil` where the classes are closer than a quarter of the range:
  /// then the image has only one of the two, and Otsu would split its noise.
  public init?(ofInkAndPaper image: GrayImage) {
    self.init(image)
    guard paperMean - inkMean >= 0.25 else { return nil }
  }
}

extension GrayImage {
  /// The image in black and white: samples up to `threshold` become 0, the others 65535.
  public func thresholded(at threshold: UInt16) -> GrayImage {
    let output = [UInt16](unsafeUninitializedCapacity: samples.count) { output, initialized in
      samples.withUnsafeBufferPointer { input in
        for i in 0..<input.count { output[i] = input[i] > threshold ? .max : 0 }
      }
      initialized = samples.count
    }
    return GrayImage(width: width, height: height, samples: output)
  }

  /// The image in black and white by Otsu's threshold.
  ///
  /// Where the page has only paper or only ink, the threshold is one half.
  public func binarized() -> GrayImage {
    guard let otsu = OtsuThreshold(ofInkAndPaper: self) else { return thresholded(at: .max / 2) }
    return thresholded(at: otsu.value)
  }

  /// The image with every sample rounded to the nearest of 256 levels, as an 8-bit file holds it.
  public func roundedTo8Bits() -> GrayImage {
    let output = [UInt16](unsafeUninitializedCapacity: samples.count) { output, initialized in
      samples.withUnsafeBufferPointer { input in
        for i in 0..<input.count {
          output[i] = UInt16(truncatingIfNeeded: (UInt32(input[i]) &+ 128) / 257 &* 257)
        }
      }
      initialized = samples.count
    }
    return GrayImage(width: width, height: height, samples: output)
  }
}
