import Imaging

/// The letters of faint print that cleaning took off a page.
///
/// ``InkLoss`` does not see print paler than a fifth of black, since wrinkles and the rims of stains are as pale. Letters stand
/// alone on even paper, as these do not, and are not strewn with what is smaller, as the largest grains are.
struct FaintLetterLoss {
  /// How many were lost, as a share of all letters and whatever has their size, 0 to 1.
  let share: Double

  /// The contrast of faint letters: less is grain's, more is ink for ``InkLoss``.
  private static let contrasts = 33...64
  /// Letters without which nothing can be said, and how many times as many pixels, stains among them, were kept at most.
  private static let (fewest, mostKept) = (50, 20)
  /// How far from a letter's box the paper around is looked at, in pixels, and its contrast at most, as a share of the letter's.
  private static let (margin, mostAround) = (3, 0.15)

  /// Looks for lost letters; `nil` where there are few.
  ///
  /// - Parameters:
  ///   - before: The page before cleaning.
  ///   - after: The page after all of the cleaning, of the same size.
  init?(before: GrayImage, after: GrayImage) {
    guard let paper = PaperMap(before: before, after: after),
      Self.hasLostMany(before: before, after: after, paper: paper)
    else { return nil }
    let contrast = InkContrast(before: before, paper: paper).values
    let (width, height) = (before.width, before.height)
    let mask = InkMask(
      width: width, height: height, pixels: contrast.map { $0 >= LostLetters.leastContrast ? 1 : 0 })
    let found = ConnectedComponents(mask)
    var (kept, lost, specks) = (0, 0, 0)
    for component in found.components {
      let isSpeck = component.pixels < LostLetters.leastPixels
      guard isSpeck || LostLetters.mayBeLetter(component, width: width, height: height) else { continue }
      let area = InkArea(component, runs: found.runs[component.runs], contrast: contrast, after: after)
      if area.gain >= LostLetters.lostShare {
        if !isSpeck { kept += 1 }
      } else if isSpeck {
        specks += 1
      } else if Self.contrasts.contains(area.contrast),
        Self.isAlone(area, contrast: contrast, width: width, height: height)
      {
        lost += 1
      }
    }
    guard lost >= Self.fewest, specks <= LostLetters.mostSpecks * lost else { return nil }
    share = Double(lost) / Double(kept + lost)
  }

  /// Whether many faint pixels were lost beside those that were kept, which every fourth row tells as well.
  private static func hasLostMany(before: GrayImage, after: GrayImage, paper: PaperMap) -> Bool {
    let step = 4
    var levels = [Float](repeating: 0, count: before.width)
    let (least, most) = (Float(contrasts.lowerBound) / 255, Float(contrasts.upperBound) / 255)
    var (lost, kept) = (0, 0)
    for y in stride(from: 0, to: before.height, by: step) {
      paper.readLevels(ofRow: y, into: &levels)
      for x in 0..<before.width {
        let place = y * before.width + x
        let contrast = 1 - Float(before.samples[place]) / levels[x]
        guard contrast >= least else { continue }
        if 1 - Float(after.samples[place]) / 65535 >= LostLetters.lostShare * contrast {
          kept += 1
        } else if contrast <= most {
          lost += 1
        }
      }
    }
    return step * lost >= fewest * LostLetters.leastPixels && mostKept * lost > kept
  }

  /// Whether the paper around an area is even.
  private static func isAlone(_ area: InkArea, contrast: [UInt8], width: Int, height: Int) -> Bool {
    let (left, right) = (max(0, area.box.x - margin), min(width, area.box.maxX + margin) - 1)
    let (top, bottom) = (max(0, area.box.y - margin), min(height, area.box.maxY + margin) - 1)
    var around = Histogram()
    for x in left...right {
      around.add(Int(contrast[top * width + x]))
      around.add(Int(contrast[bottom * width + x]))
    }
    for y in top...bottom {
      around.add(Int(contrast[y * width + left]))
      around.add(Int(contrast[y * width + right]))
    }
    return Double(around.median ?? 0) <= mostAround * Double(area.contrast)
  }
}
