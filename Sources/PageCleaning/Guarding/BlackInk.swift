import Imaging

/// Gives letters back that cleaning took although they are as black as the ink that it left.
///
/// Networks see the width of a few letters of usual size. The inside of a large black one looks to them like a stain, and
/// where most of what they learnt had stains and no such letters, they take bites out of headlines. But stains, shadows,
/// folds and what shows through are lighter than a page's ink: a connected area that is as black, larger than a speck and
/// neither at the page's edge nor across the page is ink.
struct BlackInk {
  /// How much of the way from ink to paper is still as black as ink.
  private static let tolerance = 0.03
  /// The share of an area's pixels that are taken if it is bitten rather than thinned.
  private static let leastShare = 0.1
  /// The longer side, in pixels, below which an area may be a speck.
  private static let leastExtent = 16
  /// The share of the page's side from which an area is a fold, a border or a streak.
  private static let mostExtent = 0.8
  /// So many pixels beside ink there is paper, lighter by this share of the way from ink to paper.
  private static let reach = 4
  private static let leastStep = 0.4
  /// Pixels of kept ink without which a page says nothing of its ink.
  private static let leastInk = 200
  /// How far apart ink and paper are at least.
  private static let leastContrast = 0.15 * 65535

  /// The usual gray of ink and of paper before cleaning, as 0 to 65535.
  private let ink: Double
  private let paper: Double

  /// How much of the cleaning was taken.
  private let strength: Float

  /// Measures what cleaning keeps as ink and as paper; `nil` where there is none of one, or they are not apart.
  ///
  /// - Parameters:
  ///   - before: The page before cleaning.
  ///   - after: The page after it, of the same size.
  ///   - strength: How much of the cleaning was taken, above 0 and up to 1.
  init?(before: GrayImage, after: GrayImage, strength: Float) {
    var (inks, papers) = ([Int](repeating: 0, count: 256), [Int](repeating: 0, count: 256))
    before.samples.withUnsafeBufferPointer { before in
      after.samples.withUnsafeBufferPointer { after in
        for place in 0..<before.count {
          let value = Float(before[place])
          let cleaned = value + (Float(after[place]) - value) / strength
          if cleaned < 16_384 { inks[Int(before[place] >> 8)] += 1 }
          if cleaned > 57_344 { papers[Int(before[place] >> 8)] += 1 }
        }
      }
    }
    guard inks.reduce(0, +) >= Self.leastInk, let ink = Self.median(inks), let paper = Self.median(papers),
      paper - ink >= Self.leastContrast
    else { return nil }
    (self.ink, self.paper, self.strength) = (ink, paper, strength)
  }

  private static func median(_ counts: [Int]) -> Double? {
    let total = counts.reduce(0, +)
    guard total > 0 else { return nil }
    var below = 0
    let place = counts.firstIndex {
      below += $0
      return 2 * below >= total
    }
    return place.map { (Double($0) + 0.5) * 256 }
  }

  /// Gives letters back to the cleaned page.
  ///
  /// - Parameters:
  ///   - before: The page before cleaning.
  ///   - after: The page after it, of the same size.
  func restore(from before: GrayImage, to after: inout GrayImage) {
    let black = UInt16(min(65535, ink + Self.tolerance * (paper - ink)))
    let change = Int(0.5 * Double(strength) * (paper - ink))
    before.samples.withUnsafeBufferPointer { samples in
      after.samples.withUnsafeMutableBufferPointer { cleaned in
        func isLost(_ place: Int) -> Bool {
          samples[place] <= black && Int(cleaned[place]) - Int(samples[place]) > change
        }
        guard (0..<samples.count).contains(where: isLost) else { return }
        let width = before.width
        let found = ConnectedComponents(InkMask(before, threshold: black))
        for component in found.components where mayBeText(component.box, on: before) {
          let runs = found.runs[component.runs]
          let lost = runs.reduce(0) { sum, run in
            let row = Int(run.y) * width
            return sum + (row + Int(run.start)..<row + Int(run.end)).count(where: isLost)
          }
          guard Double(lost) >= Self.leastShare * Double(component.pixels) else { continue }
          // Deep shade may be as black as ink elsewhere, but grows out of grays; ink stands on paper.
          let beside = runs.reduce(0.0) { sum, run in
            let row = Int(run.y) * width
            let left = samples[row + max(0, Int(run.start) - Self.reach)]
            return sum + Double(left) + Double(samples[row + min(width, Int(run.end) + Self.reach) - 1])
          }
          guard beside / Double(2 * runs.count) - ink >= Self.leastStep * (paper - ink) else { continue }
          // With their rims, whose grays belong to them.
          for run in runs {
            for y in Int(run.y) - 1...Int(run.y) + 1 {
              for place in y * width + Int(run.start) - 1...y * width + Int(run.end) {
                cleaned[place] = min(cleaned[place], samples[place])
              }
            }
          }
        }
      }
    }
  }

  /// Whether an area is larger than a speck, lies within the page and does not go through it.
  private func mayBeText(_ box: PixelBox, on page: GrayImage) -> Bool {
    max(box.width, box.height) >= Self.leastExtent && box.x > 0 && box.y > 0
      && box.x + box.width < page.width && box.y + box.height < page.height
      && Double(box.width) < Self.mostExtent * Double(page.width)
      && Double(box.height) < Self.mostExtent * Double(page.height)
  }
}
