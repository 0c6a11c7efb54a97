/// Where the squared error of an image lies: at the edges of ink, or on the background.
///
/// Edges are the reference's ink, which is what is darker than one half, and everything within two pixels of it: in
/// the square of five pixels a side about a pixel of ink. What is wrong there is the shape of letters; elsewhere it
/// is what is left of stains.
public struct ErrorByPlace: Sendable, Equatable {
  /// How far from ink edges reach, in pixels along a row or column.
  public static let reach = 2

  /// The error of the pixels at edges.
  public private(set) var edges: SquaredError
  /// The error of the other pixels.
  public private(set) var background: SquaredError

  /// No pixels.
  public init() {
    edges = SquaredError()
    background = SquaredError()
  }

  /// Compares two images of one size.
  ///
  /// - Precondition: The sizes are equal, and below 2³² pixels.
  /// - Complexity: O(pixels); memory for two rows.
  public init(_ image: GrayImage, _ reference: GrayImage) {
    precondition(image.width == reference.width && image.height == reference.height)
    let (width, height, reach) = (image.width, image.height, Self.reach)
    // Whether there is ink above or below within reach, with a margin on either side.
    var columns = [Bool](repeating: false, count: width + 2 * reach)
    var sum: UInt64 = 0
    var edgeSum: UInt64 = 0
    var edgeCount = 0
    image.samples.withUnsafeBufferPointer { left in
      reference.samples.withUnsafeBufferPointer { right in
        columns.withUnsafeMutableBufferPointer { columns in
          for row in 0..<height {
            for x in 0..<width { columns[reach + x] = false }
            for other in max(0, row - reach)...min(height - 1, row + reach) {
              for x in 0..<width where right[other * width + x] <= GrayImage.white / 2 { columns[reach + x] = true }
            }
            for x in 0..<width {
              let difference = Int64(left[row * width + x]) - Int64(right[row * width + x])
              let square = UInt64(truncatingIfNeeded: difference &* difference)
              sum &+= square
              var isNearInk = false
              for place in x...x + 2 * reach where columns[place] { isNearInk = true }
              if isNearInk {
                edgeSum &+= square
                edgeCount &+= 1
              }
            }
          }
        }
      }
    }
    edges = SquaredError(sum: edgeSum, count: edgeCount)
    background = SquaredError(sum: sum - edgeSum, count: width * height - edgeCount)
  }

  /// The error of all pixels.
  public var total: SquaredError { edges + background }

  /// The share of pixels at edges, 0 for no pixels.
  public var edgePixelShare: Double { total.count == 0 ? 0 : Double(edges.count) / Double(total.count) }

  /// The share of the squared error that lies at edges, 0 where there is none.
  public var edgeErrorShare: Double { total.sum == 0 ? 0 : Double(edges.sum) / Double(total.sum) }

  /// Pools two errors.
  public static func + (left: ErrorByPlace, right: ErrorByPlace) -> ErrorByPlace {
    var both = left
    both.edges = left.edges + right.edges
    both.background = left.background + right.background
    return both
  }
}
