import Imaging

/// A page on which the networks found nothing to clean, so that it can stay as it is.
///
/// Networks draw the edges of all ink anew, of a page that needs it and of one that does not: the clean one loses by it, its commas
/// first. Where what they took lies at the edges of ink alone, and the ink was dark before, a page has nothing but its own ink on
/// even paper, and what remains to be done is to make that paper white. Where it lies no further off than the ringing that JPEG
/// leaves around edges, the ink is the page's own all the same, and only the paper around it is as the networks leave it.
struct CleanPage {
  /// How far from ink, in pixels, a change belongs to its edge.
  static let edge = 5
  /// How far JPEG's blocks of 8 pixels (ITU-T T.81) carry an edge's ringing beyond that.
  private static let ringing = edge + 7
  /// Among ringing the networks' white is paper, what they leave darker by a full step is ink, and between the two both are mixed.
  private static let (ringingWhite, ringingStep) = (Float(0.98 * 65535), Float(0.235 * 65535))
  /// What is no deeper than the first, as a share of black, may be ringing; what is as deep as the second is a full stop that was taken.
  private static let (ringingDepth, inkDepth): (Float, Float) = (0.5 * 65535, 0.8 * 65535)
  /// A change of more than the first is dirt; of more than the second, grain or a shade.
  private static let (dirt, grain) = (Float(0.1 * 65535), Float(0.03 * 65535))
  /// Pixels of dirt that are no speck yet.
  private static let mostDirt = 8
  /// The share of the page's pixels up to which grain is none.
  private static let mostGrain = 0.0002
  /// How many rows and columns along the page's sides are not judged: networks do not know the ink that is cut there.
  private static let margin = 2
  /// How deep the ink is at least, as a share of what cleaning made of it; paler ink is faded.
  private static let leastDepth = 0.87

  private let (before, after): (GrayImage, GrayImage)
  private let paper: PaperMap
  private let hasRinging: Bool

  /// Looks for what was cleaned; `nil` where there is something.
  ///
  /// - Parameters:
  ///   - before: The page before cleaning.
  ///   - after: The page after all of the cleaning, of the same size.
  ///   - paper: Its paper before cleaning.
  ///   - ink: How dark the ink of that is; `nil` where it has next to none.
  ///   - pictures: Its pictures with what is around them, whose tones say nothing of paper; `nil` where it has none.
  init?(before: GrayImage, after: GrayImage, paper: PaperMap, ink: FaintInk?, outside pictures: PictureArea?) {
    if let ink, ink.factor > 1 { return nil }
    let (width, height) = (before.width, before.height)
    let mostGrain = Int(Self.mostGrain * Double(width * height))
    var edges = InkSurroundings(after, isDarkerThan: CleanedGray.ink, reach: Self.edge)
    var ringing = InkSurroundings(after, isDarkerThan: CleanedGray.ink, reach: Self.ringing)
    var levels = [Float](repeating: 0, count: width)
    var (all, beyondRinging) = (Changes(), Changes())
    var (depth, cleanedDepth) = (0.0, 0.0)
    let rows = (0..<height).dropFirst(Self.margin).dropLast(Self.margin)
    let columns = (0..<width).dropFirst(Self.margin).dropLast(Self.margin)
    for y in 0..<height {
      edges.move(toRow: y)
      ringing.move(toRow: y)
      guard rows.contains(y) else { continue }
      paper.readLevels(ofRow: y, into: &levels)
      for x in columns {
        let place = y * width + x
        let cleaned = Float(after.samples[place])
        let value = PaperMap.whitened(before.samples[place], paper: levels[x])
        if after.samples[place] < CleanedGray.ink {
          depth += Double(65535 - value)
          cleanedDepth += Double(65535 - cleaned)
        }
        let change = abs(cleaned - value)
        if change > Self.grain, !edges.hasInk(atColumn: x), pictures?.contains(x: x, y: y) != true {
          all.add(change)
          if !ringing.hasInk(atColumn: x) { beyondRinging.add(change) }
        }
      }
      if beyondRinging.exceed(mostGrain: mostGrain) { return nil }
    }
    guard depth >= Self.leastDepth * cleanedDepth else { return nil }
    (self.before, self.after, self.paper) = (before, after, paper)
    hasRinging = all.exceed(mostGrain: mostGrain)
  }

  /// The page on white paper, without ringing; white paper stays as it is, and so does all that is on it.
  ///
  /// - Parameter strength: How much of the whitening is taken, above 0 and up to 1.
  func onWhitePaper(strength: Float) -> GrayImage {
    var page = before
    paper.forEachLevel { place, level in
      let value = Float(before.samples[place])
      var white = PaperMap.whitened(before.samples[place], paper: level)
      if hasRinging {
        let cleaned = Float(after.samples[place])
        let own = max(
          (Self.ringingWhite - cleaned) / Self.ringingStep,
          (65535 - white - Self.ringingDepth) / (Self.inkDepth - Self.ringingDepth))
        white = cleaned + (white - cleaned) * min(1, max(0, own))
      }
      page.samples[place] = UInt16(value + strength * (white - value) + 0.5)
    }
    return page
  }

  /// Pixels away from ink that cleaning changed.
  private struct Changes {
    private var (dirt, grain) = (0, 0)

    /// Counts a pixel that was changed by as much as grain at least.
    mutating func add(_ change: Float) {
      grain += 1
      if change > CleanPage.dirt { dirt += 1 }
    }

    /// Whether they are more than a clean page has.
    func exceed(mostGrain: Int) -> Bool { dirt > CleanPage.mostDirt || grain > mostGrain }
  }
}
