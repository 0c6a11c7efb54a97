import Imaging

/// Grain that networks left on a page's paper, as they do where it is about as strong as print.
///
/// Smoothed by less than the width of a stroke such a page has less grain, and its print is as black as before. What networks then
/// take for paper is paper, though the edges of print are better where they saw it sharp.
struct Mottle {
  /// How many times a page is smoothed at most: by then a full stop is pale.
  static let mostSmoothings = 2
  /// What is darker after cleaning is not white paper, and what is darker than the second is print.
  private static let (paper, print) = (UInt16(0.93 * 65535), UInt16(0.2 * 65535))
  /// How far the gray edges of print reach, in pixels.
  private static let edge = 3
  /// The share of a page that is gray beside no print where there is mottle.
  private static let leastGray = 0.005
  /// How much the pixels of a page's paper differ from those beside them on average, as a share of white, where it has grain that is
  /// about as strong as print. What is left of pale lines is gray as well, but on even paper.
  private static let leastRoughness = 0.02
  /// Every so many rows are looked at for gray and for grain.
  private static let rowStep = 4
  /// What is darker belongs to an area, of grain or print.
  private static let area = UInt16(0.85 * 65535)
  /// An area of so few pixels is a grain, one of so many print, and one of so many that is black somewhere a letter that stays. Pale and
  /// blurred print is gray as well, but not in grains.
  private static let (mostOfGrain, fewestOfPrint, fewestOfLetter) = (8, 20, 60)
  /// What is darker is black.
  private static let black = UInt16(0.3 * 65535)
  /// How many grains there are at least for a pixel of the page and for an area of print, as fine print breaks into some.
  private static let (leastGrains, leastForPrint) = (6e-4, 2)
  /// How many grains of a page there are for one that is left once it was smoothed; where more are left they are none of the paper's.
  private static let leastForOne = 2
  /// What is lighter on the page that was cleaned smooth, with all that touches it, is paper.
  private static let smoothPaper = UInt16(0.8 * 65535)
  /// Print of which nothing darker is left was taken, and the share of all print, by its depth, for which the smoothed page is not to be
  /// trusted: fine and faint print goes with the grain.
  private static let (taken, mostTaken) = (UInt16(0.7 * 65535), 0.05)
  /// Ink that is usually paler is faint, and may go with the grain without being gone: what is deeper than the second share of it, and less
  /// deep than the third of what it was, was taken; and the share of all for which the smoothed page is not to be trusted.
  private static let (faint, core, keptShare, mostTakenOfFaint) = (0.5, 0.7, 0.5, 0.03)

  private let cleaned: GrayImage
  private let areas: ConnectedComponents
  /// How many times as many pixels areas have as for the networks.
  private let square: Int
  /// How many areas are too small for print.
  private let grains: Int

  /// Looks for grain on a page after all of its cleaning; `nil` where there is none.
  ///
  /// - Parameters:
  ///   - cleaned: The page.
  ///   - before: The page before cleaning, of the same size.
  ///   - reduction: How many times smaller, in each direction, it was for the networks.
  ///   - pictures: Its pictures, which are gray; `nil` where it has none.
  init?(on cleaned: GrayImage, before: GrayImage, reduction: Int, outside pictures: PictureArea?) {
    guard Self.hasGray(cleaned, outside: pictures),
      Self.roughness(of: before, wherePaperOn: cleaned) >= Self.leastRoughness
    else { return nil }
    self.cleaned = cleaned
    square = reduction * reduction
    areas = ConnectedComponents(InkMask(cleaned, isDarkerThan: Self.area))
    var (grains, prints) = (0, 0)
    for area in areas.components where pictures?.contains(x: area.box.x, y: area.box.y) != true {
      if area.pixels <= Self.mostOfGrain * square {
        grains += 1
      } else if area.pixels >= Self.fewestOfPrint * square {
        prints += 1
      }
    }
    guard Double(grains * square) > Self.leastGrains * Double(cleaned.samples.count),
      grains > Self.leastForPrint * prints
    else { return nil }
    self.grains = grains
  }

  /// Whether there is so much less than on another page that more than chance has taken it.
  func isFar(below other: Mottle) -> Bool { Self.leastForOne * grains < other.grains }

  /// Whether much is gray beside no print.
  private static func hasGray(_ cleaned: GrayImage, outside pictures: PictureArea?) -> Bool {
    let (width, height) = (cleaned.width, cleaned.height)
    var (gray, all) = (0, 0)
    cleaned.samples.withUnsafeBufferPointer { samples in
      func isBesidePrint(x: Int, y: Int) -> Bool {
        for row in max(0, y - edge)...min(height - 1, y + edge) {
          for column in max(0, x - edge)...min(width - 1, x + edge) where samples[row * width + column] < print {
            return true
          }
        }
        return false
      }
      for y in stride(from: 0, to: height, by: rowStep) {
        for x in 0..<width where pictures?.contains(x: x, y: y) != true {
          all += 1
          if samples[y * width + x] < paper, !isBesidePrint(x: x, y: y) { gray += 1 }
        }
      }
    }
    return Double(gray) > leastGray * Double(all)
  }

  /// How much the pixels of a page's paper differ from those beside them, as a share of white.
  private static func roughness(of before: GrayImage, wherePaperOn cleaned: GrayImage) -> Double {
    var (sum, count) = (0, 0)
    for y in stride(from: 0, to: before.height, by: rowStep) {
      let row = y * before.width
      for place in row..<row + before.width - 1
      where cleaned.samples[place] >= paper && cleaned.samples[place + 1] >= paper {
        sum += abs(Int(before.samples[place]) - Int(before.samples[place + 1]))
        count += 1
      }
    }
    return Double(sum) / (Double(max(1, count)) * Double(GrayImage.white))
  }

  /// The page with paper where the page that was cleaned smooth has paper; `nil` where that would take print.
  func removed(by smooth: GrayImage) -> GrayImage? {
    var result = cleaned
    var near = InkSurroundings(smooth, isDarkerThan: Self.smoothPaper, reach: 1)
    for y in 0..<cleaned.height {
      near.move(toRow: y)
      for x in 0..<cleaned.width where !near.hasInk(atColumn: x) {
        let place = y * cleaned.width + x
        result.samples[place] = max(result.samples[place], smooth.samples[place])
      }
    }
    var (taken, all) = (0, 0)
    for area in areas.components where area.pixels >= Self.fewestOfPrint * square {
      var (depth, isTaken, isBlack) = (0, true, false)
      forEachPlace(of: area) { place in
        depth += Int(GrayImage.white - cleaned.samples[place])
        if result.samples[place] < Self.taken { isTaken = false }
        if cleaned.samples[place] < Self.black { isBlack = true }
      }
      all += depth
      guard isTaken else { continue }
      taken += depth
      if isBlack, area.pixels >= Self.fewestOfLetter * square {
        forEachPlace(of: area) { place in result.samples[place] = cleaned.samples[place] }
      }
    }
    return Double(taken) <= Self.mostTaken * Double(all) && !hasLostFaintInk(result) ? result : nil
  }

  /// Whether another page has lost letters of this one's whose ink is faint.
  private func hasLostFaintInk(_ other: GrayImage) -> Bool {
    guard let ink = FaintInk(cleaned), ink.usual < Self.faint else { return false }
    let core = Int(Self.core * ink.usual * Double(GrayImage.white))
    var (taken, all) = (0, 0)
    for area in areas.components where area.pixels >= Self.fewestOfLetter * square {
      forEachPlace(of: area) { place in
        let depth = Int(GrayImage.white - cleaned.samples[place])
        guard depth > core else { return }
        all += 1
        if Double(GrayImage.white - other.samples[place]) < Self.keptShare * Double(depth) { taken += 1 }
      }
    }
    return Double(taken) > Self.mostTakenOfFaint * Double(all)
  }

  private func forEachPlace(of area: ConnectedComponents.Component, _ body: (_ place: Int) -> Void) {
    for run in areas.runs[area.runs] {
      let row = Int(run.y) * cleaned.width
      for place in row + Int(run.start)..<row + Int(run.end) { body(place) }
    }
  }
}
