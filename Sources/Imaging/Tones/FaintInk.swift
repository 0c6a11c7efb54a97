/// How dark the ink of a cleaned page is, whose paper is white.
public struct FaintInk: Sendable, Equatable {
  /// The depth, 1 - gray, that a twentieth of the ink exceeds: what the page's darkest strokes have.
  public let darkest: Double
  /// The depth that a quarter of the ink exceeds: the middle of its strokes, since edges make up the paler half.
  public let usual: Double

  /// What is paler than this is dust or the rim of a stroke.
  private static let leastDepth = 0.15
  /// Ink of fewer pixels does not tell what the page is written with.
  private static let fewestPixels = 200
  /// From here on ink is black enough, and below there it is faint through and through.
  private static let blackEnough = 0.92, faint = 0.86

  /// Measures a page; `nil` where it has next to no ink.
  public init?(_ image: GrayImage) {
    let counts = image.histogram()
    let start = 65_535 - Int(Self.leastDepth * 65_535)
    let total = counts[...start].reduce(0, +)
    guard total >= Self.fewestPixels else { return nil }
    func depth(exceededBy share: Double) -> Double {
      var passed = 0
      for (value, count) in counts[...start].enumerated() {
        passed += count
        if Double(passed) >= share * Double(total) { return 1 - Double(value) / 65_535 }
      }
      return Self.leastDepth
    }
    darkest = depth(exceededBy: 0.05)
    usual = depth(exceededBy: 0.25)
  }

  /// The factor that brings the ink back: 1 for a page with black on it, so that pencil beside print stays pencil.
  ///
  /// It makes two sevenths of a stroke's usual depth one half. Paper is clean, so the stroke's edge lies nearer to white
  /// than halfway, and a threshold at one half then finds whole strokes.
  public var factor: Double {
    let share = min(max((Self.blackEnough - darkest) / (Self.blackEnough - Self.faint), 0), 1)
    return 1 + share * max(0, 0.5 / (usual * 2 / 7) - 1)
  }
}

extension GrayImage {
  /// The cleaned page with faint ink brought back to black: depths, 1 - gray, multiplied by a factor and cut at 1.
  public func deepened(by factor: Double) -> GrayImage {
    guard factor > 1 else { return self }
    return mapped(by: (0..<65_536).map { UInt16(max(0, 65_535 - (Double(65_535 - $0) * factor).rounded())) })
  }
}
