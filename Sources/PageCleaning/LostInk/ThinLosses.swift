import Imaging

/// What cleaning took of a page's ink, and how much of it is thin: between paper to both sides.
struct ThinLosses {
  /// What is paler against its paper is no ink, 0 to 255.
  private static let leastContrast: UInt8 = 20
  /// How far beside a thin pixel there is paper, of at most this share of its contrast.
  private static let (reach, mostAround) = (2, Float(0.25))
  /// How far from kept ink, in pixels, a loss may be the edge of that.
  private static let edge = 2
  /// How many columns beside one a line goes on in it, as no scan is quite upright.
  private static let askew = 3
  /// The contrast from which pieces go on over gaps: lines in black and white have no grays where they lie between pixels.
  private static let dark: UInt8 = 128
  /// How many rows and columns along the page's sides are not looked at, nor what is joined over more.
  private static let margin = 3

  private let after: GrayImage
  private let contrast: [UInt8]
  private let (rows, columns): (Range<Int>, Range<Int>)
  /// The pixels away from kept ink that were lost, and how many of them are thin.
  private(set) var (all, thin) = (0, 0)
  /// The longest thin lines along the page, lost or kept, in pixels, with all that stands above one another or side by side.
  private(set) var longestLines = (upright: 0, level: 0)

  /// Looks at a page; `nil` where it is too small.
  ///
  /// - Parameters:
  ///   - after: The page after all of the cleaning.
  ///   - contrast: How dark it was before.
  init?(after: GrayImage, contrast: InkContrast) {
    let (width, height) = (after.width, after.height)
    guard width > 2 * Self.margin, height > 2 * Self.margin else { return nil }
    (self.after, self.contrast) = (after, contrast.values)
    (rows, columns) = (Self.margin..<height - Self.margin, Self.margin..<width - Self.margin)
    // How many rows have a line in or beside each column, and the first column of a row, or row of a column, not yet counted.
    var (upright, level) = ([Int](repeating: 0, count: width), [Int](repeating: 0, count: height))
    var nextRows = [Int](repeating: 0, count: width)
    var edges = InkSurroundings(after, isDarkerThan: CleanedGray.ink, reach: Self.edge)
    for y in 0..<rows.upperBound {
      edges.move(toRow: y)
      guard rows.contains(y) else { continue }
      var nextColumn = 0
      for x in columns where isInk(y * width + x) {
        let place = y * width + x
        let (isThinAcross, isThinDown) = (isThin(place, step: 1), isThin(place, step: width))
        if isThinAcross, !isThinDown {
          let end = x + Self.askew + 1
          for column in max(nextColumn, x - Self.askew)..<end { upright[column] += 1 }
          nextColumn = end
        }
        if isThinDown, !isThinAcross {
          let end = y + Self.askew + 1
          for row in max(nextRows[x], y - Self.askew)..<end { level[row] += 1 }
          nextRows[x] = end
        }
        guard isLost(place), !edges.hasInk(atColumn: x) else { continue }
        all += 1
        if isThinAcross || isThinDown { thin += 1 }
      }
    }
    longestLines = (upright.max() ?? 0, level.max() ?? 0)
  }

  /// The pieces of what was lost and is thin.
  var pieces: ConnectedComponents {
    components { place in
      guard isLost(place), isThin(place) else { return nil }
      return contrast[place] >= Self.dark ? 1 : 0
    }
  }

  /// The page's ink, whatever was kept of it.
  ///
  /// - Parameter gap: How far around it each pixel reaches, up to 3; ink that is less than twice as far from another is one with it.
  func ink(joinedOver gap: Int) -> ConnectedComponents {
    components { isInk($0) ? min(gap, Self.margin) : nil }
  }

  /// The ink of an area: how many pixels it has, their contrast and that of the thin ones, and how many of these were lost.
  func shares(of runs: ArraySlice<ConnectedComponents.Run>) -> (pixels: Int, ink: Int, thin: Int, lost: Int) {
    var (pixels, ink, thin, lost) = (0, 0, 0, 0)
    for run in runs where rows.contains(Int(run.y)) {
      for x in columns.clamped(to: Int(run.start)..<Int(run.end)) {
        let place = Int(run.y) * after.width + x
        guard isInk(place) else { continue }
        pixels += 1
        ink += Int(contrast[place])
        guard isThin(place) else { continue }
        thin += Int(contrast[place])
        if isLost(place) { lost += 1 }
      }
    }
    return (pixels, ink, thin, lost)
  }

  private func isInk(_ place: Int) -> Bool { contrast[place] >= Self.leastContrast }

  private func isLost(_ place: Int) -> Bool {
    isInk(place) && Float(65535 - after.samples[place]) / 257 < LostInk.lostShare * Float(contrast[place])
  }

  private func isThin(_ place: Int) -> Bool { isThin(place, step: 1) || isThin(place, step: after.width) }

  /// Whether there is paper to both sides of a pixel along a row, or a column, or to both sides of a darker one beside it.
  private func isThin(_ place: Int, step: Int) -> Bool {
    func isBetweenPaper(_ place: Int) -> Bool {
      let most = UInt8(Self.mostAround * Float(contrast[place]))
      return contrast[place - Self.reach * step] <= most && contrast[place + Self.reach * step] <= most
    }
    return isBetweenPaper(place)
      || [-step, step].contains { contrast[place + $0] >= contrast[place] && isBetweenPaper(place + $0) }
  }

  /// The components of some pixels, each with those around it.
  ///
  /// - Parameter reach: How far around it a pixel reaches, up to 3; `nil` where it is none of them.
  private func components(reaching reach: (_ place: Int) -> Int?) -> ConnectedComponents {
    let (width, height) = (after.width, after.height)
    var mask = InkMask(width: width, height: height, pixels: [UInt8](repeating: 0, count: width * height))
    for y in rows {
      for x in columns {
        guard let reach = reach(y * width + x) else { continue }
        for row in y - reach...y + reach {
          for column in x - reach...x + reach { mask.pixels[row * width + column] = 1 }
        }
      }
    }
    return ConnectedComponents(mask)
  }
}
