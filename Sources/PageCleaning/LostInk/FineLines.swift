import Imaging

/// Gives the fine lines of drawings and maps back that cleaning took, where it took next to nothing else.
///
/// A line that is no wider than a pixel or two is pale where it lies between pixels, and networks take it for a shade. Where they took
/// nothing but what is thin and sharp, and pieces of that are long, a page is a drawing on even paper: print that shows through is
/// thin in parts only and no longer than its letters, what JPEG leaves beside ink is shorter still, rings and folds are soft, and a
/// scanner's streaks go through the page.
struct FineLines {
  /// The share of the lost pixels that are thin on a drawing, how long in pixels pieces of these are, and what share of them such are:
  /// print that shows through is less thin or has no pieces longer than its letters.
  private static let drawings: [(thinShare: Double, length: Int, longShare: Double)] = [
    (0.95, 16, 0.05), (0.6, 24, 0.1),
  ]
  /// How many lost pixels are thin at least, and how many pieces are long.
  private static let (leastThin, fewestPieces) = (24, 3)
  /// The share of the page's side from which a level or upright line is a streak.
  private static let streakShare = 0.6
  /// Half of the widest gap in pixels over which the lines of a drawing go on, how long they are, and how many pixels of one are lost
  /// at least.
  private static let (gap, leastLength, leastLoss) = (3, 16, 4)
  /// The pixels that a line has at least for each of its length, with its gaps.
  private static let leastDensity = 0.5
  /// How much of a line's ink is thin at least: thick lines touch fine ones.
  private static let leastThinInk = 0.25

  private let before: GrayImage
  private let contrast: [UInt8]
  private let lines: [ArraySlice<ConnectedComponents.Run>]

  /// Looks for lines; `nil` where cleaning took none, or more than them.
  ///
  /// - Parameters:
  ///   - before: The page before cleaning.
  ///   - after: The page after all of the cleaning, of the same size.
  ///   - contrast: How dark it was before.
  init?(before: GrayImage, after: GrayImage, contrast: InkContrast) {
    guard let losses = ThinLosses(after: after, contrast: contrast) else { return nil }
    let streaks = losses.longestLines
    guard losses.thin >= Self.leastThin,
      Double(streaks.upright) < Self.streakShare * Double(before.height),
      Double(streaks.level) < Self.streakShare * Double(before.width), Self.isDrawing(losses)
    else { return nil }
    let ink = losses.ink(joinedOver: Self.gap)
    lines = ink.components.compactMap { component in
      let runs = ink.runs[component.runs]
      let shares = losses.shares(of: runs)
      let isLine =
        Self.isLine(component.box, pixels: shares.pixels, length: Self.leastLength) && shares.lost >= Self.leastLoss
        && Double(shares.thin) >= Self.leastThinInk * Double(shares.ink)
      return isLine ? runs : nil
    }
    if lines.isEmpty { return nil }
    (self.before, self.contrast) = (before, contrast.values)
  }

  /// Gives a cleaned page its lines back, as deep as they were.
  ///
  /// - Parameters:
  ///   - page: The cleaned page.
  ///   - strength: How much of the cleaning is taken, above 0 and up to 1.
  func restore(to page: inout GrayImage, strength: Float) {
    for run in lines.joined() {
      let row = Int(run.y) * before.width
      for place in row + Int(run.start)..<row + Int(run.end) {
        page.deepen(place, to: Float(contrast[place]) * 257, before: before, strength: strength)
      }
    }
  }

  /// Whether what was lost is thin and long.
  private static func isDrawing(_ losses: ThinLosses) -> Bool {
    let kinds = drawings.filter { Double(losses.thin) >= $0.thinShare * Double(losses.all) }
    if kinds.isEmpty { return false }
    let pieces = losses.pieces
    let pixels = pieces.components.reduce(0) { $0 + $1.pixels }
    return kinds.contains { kind in
      let long = pieces.components.filter {
        isLine($0.box, pixels: losses.shares(of: pieces.runs[$0.runs]).lost, length: kind.length)
      }
      return long.count >= fewestPieces
        && Double(long.reduce(0) { $0 + $1.pixels }) >= kind.longShare * Double(pixels)
    }
  }

  /// Whether an area is long enough, and no cloud of dust.
  private static func isLine(_ box: PixelBox, pixels: Int, length: Int) -> Bool {
    let side = max(box.width, box.height)
    return side >= length && Double(pixels) >= leastDensity * Double(side)
  }
}
