import Foundation

/// How a picture's grays become dots or lines of ink: ink is where the picture is darker than the screen's threshold.
///
/// The thresholds of a cell are ranked, so that each gray covers its share of the paper.
/// - SeeAlso: Ulichney, "Digital Halftoning", 1987, chapter 5: clustered-dot ordered dither.
struct Screen {
  /// What grows as the picture darkens.
  enum Spot: CaseIterable {
    /// Round dots that meet in the mid-tones and leave round holes in the shadows.
    case dots
    /// Lines that thicken, as an engraver's do.
    case lines
  }

  private static let cellSize = 64

  /// Pixels from cell to cell.
  let period: Double
  private let cosine: Double
  private let sine: Double
  private let thresholds: [Float]

  /// Makes a screen.
  ///
  /// - Parameters:
  ///   - degrees: What its rows are turned by.
  init(_ spot: Spot, period: Double, degrees: Double) {
    self.period = period
    cosine = cos(degrees * .pi / 180) / period
    sine = sin(degrees * .pi / 180) / period
    let size = Self.cellSize
    let values = (0..<size * size).map { index in
      let u = 2 * .pi * (Double(index % size) + 0.5) / Double(size)
      let v = 2 * .pi * (Double(index / size) + 0.5) / Double(size)
      return switch spot {
      case .dots: cos(u) + cos(v)
      // The second term only tells places of equal rank apart.
      case .lines: cos(v) + 1e-6 * cos(u)
      }
    }
    let ranks = values.indices.sorted { (values[$0], $0) < (values[$1], $1) }
    var thresholds = [Float](repeating: 0, count: size * size)
    for (rank, index) in ranks.enumerated() {
      thresholds[index] = (Float(rank) + 0.5) * 255 / Float(size * size)
    }
    self.thresholds = thresholds
  }

  /// The gray above which a place stays paper.
  @inline(__always)
  func threshold(x: Double, y: Double) -> Float {
    let u = cosine * x + sine * y
    let v = cosine * y - sine * x
    let size = Double(Self.cellSize)
    let column = Int((u - u.rounded(.down)) * size) & (Self.cellSize - 1)
    let row = Int((v - v.rounded(.down)) * size) & (Self.cellSize - 1)
    return thresholds[row * Self.cellSize + column]
  }
}
