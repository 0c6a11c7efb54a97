#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// The squared differences of two images, summed exactly, and what follows from them on the scale [0, 1].
///
/// Sums of several pages add up to the error pooled over all their pixels.
public struct SquaredError: Sendable, Equatable {
  /// The sum of squared differences in steps of 1/65535.
  public private(set) var sum: UInt64
  /// How many pixels were compared.
  public private(set) var count: Int

  /// No pixels.
  public init() {
    sum = 0
    count = 0
  }

  /// An error of which the sum is known.
  init(sum: UInt64, count: Int) {
    self.sum = sum
    self.count = count
  }

  /// Compares two images of one size.
  ///
  /// - Precondition: The sizes are equal, and below 2³² pixels.
  public init(_ image: GrayImage, _ reference: GrayImage) {
    precondition(image.width == reference.width && image.height == reference.height)
    var sum: UInt64 = 0
    image.samples.withUnsafeBufferPointer { left in
      reference.samples.withUnsafeBufferPointer { right in
        for i in 0..<left.count {
          let difference = Int64(left[i]) - Int64(right[i])
          sum &+= UInt64(truncatingIfNeeded: difference &* difference)
        }
      }
    }
    self.sum = sum
    count = image.samples.count
  }

  /// The mean squared error, 0 for no pixels.
  public var mean: Double { count == 0 ? 0 : Double(sum) / Double(count) / (65_535.0 * 65_535.0) }

  /// The root mean squared error.
  public var root: Double { mean.squareRoot() }

  /// The peak signal-to-noise ratio in decibels for a peak of 1; infinite for equal images.
  public var peakSignalToNoise: Double { mean == 0 ? .infinity : -10 * log10(mean) }

  /// Pools two errors.
  public static func + (left: SquaredError, right: SquaredError) -> SquaredError {
    var both = left
    both.sum += right.sum
    both.count += right.count
    return both
  }
}

/// The error of a set of pages: pooled over their pixels, and the mean of the pages' own figures.
public struct PageErrors: Sendable, Equatable {
  /// The error over all pixels.
  public private(set) var pooled = SquaredError()
  /// How many pages there are.
  public private(set) var pages = 0
  private var sumOfRoots = 0.0

  /// No pages.
  public init() {}

  /// Adds a page.
  public mutating func add(_ error: SquaredError) {
    pooled = pooled + error
    pages += 1
    sumOfRoots += error.root
  }

  /// The mean of the pages' root mean squared errors, 0 for no pages.
  public var meanRoot: Double { pages == 0 ? 0 : sumOfRoots / Double(pages) }
}
