import Imaging

/// Gives strokes back that cleaning took although it left others that are as dark.
///
/// Networks see the width of a few letters of usual size. They take bites out of headlines, whose inside looks to them
/// like a stain, and of pencil and coloured print they keep one letter and take the next. What they took of a page is ink
/// after all where it stands out from the paper around it, does not grow out of grays as shades do, is no speck, no blot
/// and no line through the page, and is as dark as
///
/// - the ink that it touches, so that it is a part of it;
/// - or a letter beside it on the line, of about its height;
/// - or the blackest ink of the page.
struct LostInk {
  /// What is paler against its paper than this share is no ink.
  private static let leastContrast = 0.12
  /// The share of the faintest kept ink's contrast that counts as ink.
  private static let faintest = 0.6
  /// What is darker after cleaning is ink.
  private static let dark = UInt16(0.6 * 65535)
  /// Ink whose depth is at least this share of its contrast was kept, and less than the second was lost.
  private static let (keptShare, lostShare): (Float, Float) = (0.6, 0.5)
  /// Pixels of kept ink without which a page says nothing of its ink.
  private static let leastInk = 200
  /// The share of the blackest ink's contrast that is black.
  private static let black = 0.97
  /// How alike contrasts are, the lesser over the greater, of ink that touches and of letters on a line.
  private static let (alikeTouching, alikeBeside) = (0.8, 0.75)
  /// The share of an area's rim that lies at ink if the area is a part of it, and from which it can be nothing else.
  private static let (touching, embedded) = (0.12, 0.3)
  /// The contrast around an area that stands on paper, as a share of its own.
  private static let mostAround = 0.5
  /// How many strokes thick and long ink is at most that is not black.
  private static let (mostThickness, mostLength) = (1.8, 24.0)
  /// The share of the page's side from which an area is a fold, a border or a streak.
  private static let mostExtent = 0.8
  /// The longer side, in pixels, below which black without ink beside it may be a speck.
  private static let leastBlackLength = 16
  /// The least contrast of a letter that does not touch kept ink.
  private static let leastLetter = 0.2 * 255
  /// How often letters beside those that were given back are looked for.
  private static let passes = 8

  private let before: GrayImage
  private let strength: Float
  private let contrast: [UInt8]
  private let stroke: Double
  /// The contrast of the blackest quarter of the kept ink.
  private let blackest: Double
  /// What brings the blackest ink's contrast to black.
  private var blackening: Float { Float(255 / blackest) }
  private let lost: ConnectedComponents
  private var kept: InkAreas

  /// Finds what cleaning kept and took; `nil` where that is nothing.
  ///
  /// - Parameters:
  ///   - before: The page before cleaning.
  ///   - after: The page after all of the cleaning, of the same size.
  ///   - paper: Its paper before cleaning.
  ///   - strength: How much of the cleaning is taken, above 0 and up to 1.
  init?(before: GrayImage, after: GrayImage, paper: PaperMap, strength: Float) {
    let contrast = InkContrast(before: before, paper: paper).values
    var contrasts = Histogram()
    for place in contrast.indices where after.samples[place] < Self.dark { contrasts.add(Int(contrast[place])) }
    guard contrasts.total >= Self.leastInk, let faint = contrasts.percentile(0.05),
      let blackest = contrasts.percentile(0.75)
    else { return nil }
    let least = UInt8(max(Self.leastContrast * 255, Self.faintest * Double(faint)))
    let (width, height) = (before.width, before.height)
    // One mask at a time: they are as large as pages.
    func components(where isMember: (_ depth: Float, _ contrast: Float) -> Bool) -> ConnectedComponents {
      var pixels = [UInt8](repeating: 0, count: contrast.count)
      for place in contrast.indices where contrast[place] >= least {
        if isMember(Float(65535 - after.samples[place]) / 257, Float(contrast[place])) { pixels[place] = 1 }
      }
      return ConnectedComponents(InkMask(width: width, height: height, pixels: pixels))
    }
    lost = components { depth, contrast in depth < Self.lostShare * contrast }
    if lost.components.isEmpty { return nil }
    (self.before, self.strength, self.contrast, self.blackest) = (before, strength, contrast, Double(blackest))
    stroke = max(2, StrokeWidth(after)?.median ?? 0)
    let found = components { depth, contrast in depth >= Self.keptShare * contrast }
    kept = InkAreas(found, height: height, largest: Int(2 * Self.mostLength * stroke)) { component in
      Self.measure(found.runs[component.runs], box: component.box, contrast, after)
    }
  }

  /// Gives the cleaned page its ink back.
  mutating func restore(to page: inout GrayImage) {
    var doubtful: [LostArea] = []
    for component in lost.components where mayBeInk(component) {
      let area = LostArea(component: component, contrast: contrast(of: component))
      switch judge(area) {
      case .ink(let gain): giveBack(area, gain: gain, to: &page)
      case .doubtful: doubtful.append(area)
      case .none: break
      }
    }
    doubtful.sort { ($0.component.box.x, $0.component.box.y) < ($1.component.box.x, $1.component.box.y) }
    for _ in 0..<Self.passes where !doubtful.isEmpty {
      let count = doubtful.count
      doubtful.removeAll { area in
        guard let gain = gainOfLetter(beside: area) else { return false }
        giveBack(area, gain: gain, to: &page)
        return true
      }
      if doubtful.count == count { break }
      doubtful.reverse()
    }
  }

  /// An area that cleaning took, and the median of its contrast before.
  private struct LostArea {
    let component: ConnectedComponents.Component
    let contrast: Int
  }

  private enum Judgement {
    case ink(gain: Float)
    case doubtful
    case none
  }

  /// Whether an area is larger than a speck and the rim of a letter, lies within the page and does not go through it.
  private func mayBeInk(_ component: ConnectedComponents.Component) -> Bool {
    let box = component.box
    let length = Double(max(box.width, box.height))
    return length >= max(4, 1.5 * stroke) && Double(component.pixels) >= max(6, 1.5 * length)
      && box.isWithin(width: before.width, height: before.height)
      && Double(box.width) < Self.mostExtent * Double(before.width)
      && Double(box.height) < Self.mostExtent * Double(before.height)
  }

  /// Judges an area by what lies around it.
  private func judge(_ area: LostArea) -> Judgement {
    let (width, height) = (before.width, before.height)
    let (box, own) = (area.component.box, area.contrast)
    let length = max(box.width, box.height)
    let isBlack = Double(own) >= Self.black * blackest
    guard isBlack || Double(length) <= Self.mostLength * stroke else { return .none }
    let around = AreaSurroundings(box, runs: lost.runs[area.component.runs], width: width, height: height)
    guard isBlack || Double(around.thickness) <= Self.mostThickness * stroke else { return .none }
    let rim = around.places(at: 1...2, width: width)
    let touched = rim.compactMap { kept.area(x: $0 % width, y: $0 / width) }
    let beyond = around.places(at: 3...AreaSurroundings.margin, width: width).filter { place in
      let (x, y) = (place % width, place / width)
      return !(max(0, y - 1)...min(height - 1, y + 1)).contains { row in
        (max(0, x - 1)...min(width - 1, x + 1)).contains { kept.area(x: $0, y: row) != nil }
      }
    }
    let isEnclosed = beyond.count < length
    if !isEnclosed, Double(median(of: beyond)) > Self.mostAround * Double(own) { return .none }
    if isEnclosed, !isBlack { return .none }
    let share = Double(touched.count) / Double(max(1, rim.count))
    if share >= Self.touching, let darkest = touched.max(by: { ($0.contrast, $0.gain) < ($1.contrast, $1.gain) }) {
      if Self.areAlike(own, darkest.contrast, Self.alikeTouching) {
        return .ink(gain: isBlack ? blackening : darkest.gain)
      }
      if share > Self.embedded { return .none }
    }
    if isEnclosed { return .none }
    if isBlack, length >= Self.leastBlackLength {
      return .ink(gain: blackening)
    }
    let isLetter = Double(box.height) >= max(5, 2.5 * stroke) && Double(own) >= Self.leastLetter
    return isLetter ? .doubtful : .none
  }

  /// What the contrast of a letter on the same line is multiplied with; `nil` where there is none that is as dark.
  private func gainOfLetter(beside area: LostArea) -> Float? {
    let box = area.component.box
    let reach = PixelBox(x: box.x - box.height, y: box.y, width: box.width + 2 * box.height, height: box.height)
    let gains = kept.letters(in: reach).filter { other in
      let rows = min(box.maxY, other.box.maxY) - max(box.y, other.box.y)
      let gap = max(other.box.x - box.maxX, box.x - other.box.maxX)
      return 2 * other.box.height > box.height && other.box.height < 2 * box.height
        && 2 * rows > min(box.height, other.box.height) && gap < box.height && -2 * gap < box.height
        && Self.areAlike(area.contrast, other.contrast, Self.alikeBeside)
    }.map(\.gain).sorted()
    return gains.isEmpty ? nil : gains[gains.count / 2]
  }

  private static func areAlike(_ first: Int, _ second: Int, _ share: Double) -> Bool {
    Double(min(first, second)) >= share * Double(max(first, second))
  }

  /// Gives an area back with its rim, whose grays belong to it, as deep as cleaning makes ink like it.
  private mutating func giveBack(_ area: LostArea, gain: Float, to page: inout GrayImage) {
    for run in lost.runs[area.component.runs] {
      for y in Int(run.y) - 1...Int(run.y) + 1 {
        for place in y * before.width + Int(run.start) - 1...y * before.width + Int(run.end) {
          let cleaned = 65535 - min(65535, Float(contrast[place]) * 257 * gain)
          let value = Float(before.samples[place])
          page.samples[place] = min(page.samples[place], UInt16(value + strength * (cleaned - value)))
        }
      }
    }
    kept.add(InkArea(box: area.component.box, contrast: area.contrast, gain: gain))
  }

  /// The median of an area's contrast before cleaning.
  private func contrast(of component: ConnectedComponents.Component) -> Int {
    var contrasts = Histogram()
    for run in lost.runs[component.runs] {
      let row = Int(run.y) * before.width
      for place in row + Int(run.start)..<row + Int(run.end) { contrasts.add(Int(contrast[place])) }
    }
    return contrasts.median ?? 0
  }

  /// Measures an area that was kept.
  private static func measure(
    _ runs: ArraySlice<ConnectedComponents.Run>, box: PixelBox, _ contrast: [UInt8], _ after: GrayImage
  ) -> InkArea {
    var contrasts = Histogram()
    var (depths, sum) = (Float(0), Float(0))
    for run in runs {
      let row = Int(run.y) * after.width
      for place in row + Int(run.start)..<row + Int(run.end) {
        contrasts.add(Int(contrast[place]))
        sum += Float(contrast[place])
        depths += Float(65535 - after.samples[place]) / 257
      }
    }
    return InkArea(box: box, contrast: contrasts.median ?? 0, gain: depths / max(1, sum))
  }

  private func median(of places: [Int]) -> Int {
    var contrasts = Histogram()
    for place in places { contrasts.add(Int(contrast[place])) }
    return contrasts.median ?? 0
  }
}
