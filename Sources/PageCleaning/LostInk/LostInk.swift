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
/// - or the blackest ink of the page;
/// - or the faintest letters of the page (``KeptLetters``), where it stands beside others like it, or where a part of the same
///   letter was kept.
///
/// Dashes are as small as specks, and come back where they stand beside letters (``Dash``).
struct LostInk {
  /// What is paler against its paper than this share is no ink.
  private static let leastContrast = 0.12
  /// The share of the faintest kept ink's contrast that counts as ink.
  private static let faintest = 0.6
  /// Ink whose depth is at least this share of its contrast was kept, and less than the second was lost.
  static let (keptShare, lostShare): (Float, Float) = (0.6, 0.5)
  /// Pixels of kept ink without which a page says nothing of its ink.
  private static let leastInk = 200
  /// The share of the blackest ink's contrast that is black.
  private static let black = 0.97
  /// The contrast from which ink is black.
  private static let leastBlack = 0.9 * 255
  /// How alike the contrasts of ink that touches are, the lesser over the greater.
  private static let alikeTouching = 0.8
  /// The share of an area's rim that lies at ink if the area is a part of it, and from which it can be nothing else.
  private static let (touching, embedded) = (0.12, 0.3)
  /// The contrast around an area that stands on paper, as a share of its own.
  private static let mostAround = 0.5
  /// How many strokes thick ink is at most that is not black, and how long that is not as dark as most of the page's.
  private static let (mostThickness, mostLength) = (1.8, 24.0)
  /// The share of the page's side from which an area is a fold, a border or a streak.
  private static let mostExtent = 0.8
  /// The longer side, in pixels, below which black without ink beside it may be a speck.
  private static let leastBlackLength = 16
  /// The least contrast of a letter that does not touch kept ink.
  private static let leastLetter = 0.2 * 255
  /// How deep a letter is of which a part was lost, as a share of the depth of those like it.
  private static let damaged: Range<Float> = 0.2..<0.7
  /// How often letters beside those that were given back are looked for.
  private static let passes = 8

  private let before: GrayImage
  private let strength: Float
  private let contrast: [UInt8]
  private let stroke: Double
  /// The longer side in pixels up to which kept ink may be a letter.
  private let largestLetter: Int
  /// The contrast of the blackest quarter of the kept ink.
  private let blackest: Double
  /// What brings the blackest ink's contrast to black.
  private var blackening: Float { Float(255 / blackest) }
  /// Whether the page's ink is black, and no pencil, of which cleaning leaves the tones to what brings faint ink back.
  private var isBlackOnWhite: Bool { blackest >= Self.leastBlack }
  private let letters: KeptLetters?
  private var kept: InkAreas
  private let lost: [InkArea]
  /// Letters of which a part was lost, each with the part that was kept.
  private let damaged: [InkArea]
  /// Marks like dashes, whatever was kept of them.
  private let dashes: [Dash]
  /// Dashes in lines, whatever was kept of them.
  private let dashedLines: DashedLines

  /// Finds what cleaning kept and took; `nil` where that is nothing.
  ///
  /// - Parameters:
  ///   - before: The page before cleaning.
  ///   - after: The page after all of the cleaning, of the same size.
  ///   - contrast: How dark it was before.
  ///   - stroke: The width of its strokes in pixels.
  ///   - strength: How much of the cleaning is taken, above 0 and up to 1.
  init?(before: GrayImage, after: GrayImage, contrast: InkContrast, stroke: Double, strength: Float) {
    let contrast = contrast.values
    var contrasts = Histogram()
    for place in contrast.indices where after.samples[place] < CleanedGray.ink { contrasts.add(Int(contrast[place])) }
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
    func areas(
      in found: ConnectedComponents, of isCandidate: (ConnectedComponents.Component) -> Bool = { _ in true }
    ) -> [InkArea] {
      found.components.filter(isCandidate).map { component in
        InkArea(component, runs: found.runs[component.runs], contrast: contrast, after: after)
      }
    }
    largestLetter = Int(2 * Self.mostLength * stroke)
    kept = InkAreas(
      areas(in: components { depth, contrast in depth >= Self.keptShare * contrast }), height: height,
      largest: largestLetter)
    let letters = KeptLetters(kept.areas.filter { Self.isLetter($0.box, stroke: stroke) })
    func mayBeInk(_ component: ConnectedComponents.Component) -> Bool {
      Self.mayBeInk(component, stroke: stroke, width: width, height: height)
    }
    func mayBeWhole(_ component: ConnectedComponents.Component) -> Bool {
      Dash.isFlat(component.box, pixels: component.pixels, stroke: stroke)
        || Self.isLetter(component.box, stroke: stroke) && mayBeInk(component)
    }
    func isWithin(_ component: ConnectedComponents.Component) -> Bool {
      component.box.isWithin(width: width, height: height)
    }
    lost = areas(in: components { depth, contrast in depth < Self.lostShare * contrast }) {
      mayBeInk($0) || Hairline.has($0.box, pixels: $0.pixels) && isWithin($0)
    }
    let whole = components { _, _ in true }
    let marks = letters == nil ? [] : areas(in: whole, of: mayBeWhole)
    damaged = marks.filter { area in
      Self.isLetter(area.box, stroke: stroke) && letters?.isAsDark(area) == true
        && letters?.gain(ofContrast: area.contrast).map { Self.damaged.contains(area.gain / $0) } == true
    }
    dashes = marks.filter { Dash.isFlat($0.box, pixels: $0.pixels, stroke: stroke) }.map(Dash.init)
    dashedLines = DashedLines(
      areas(in: whole) { DashedLines.mayBeDash($0, stroke: stroke) && isWithin($0) },
      contrast: contrast, width: width, stroke: stroke)
    if lost.isEmpty, damaged.isEmpty, dashes.isEmpty, dashedLines.lines.isEmpty { return nil }
    (self.before, self.strength, self.contrast, self.blackest) = (before, strength, contrast, Double(blackest))
    self.letters = letters
    self.stroke = stroke
  }

  /// Gives the cleaned page its ink back.
  mutating func restore(to page: inout GrayImage) {
    for area in damaged where standsOnPaper(area) {
      if let gain = letters?.gain(ofContrast: area.contrast) { giveBack(area, gain: gain, to: &page) }
    }
    var doubtful: [InkArea] = []
    for area in lost {
      switch judge(area) {
      case .ink(let gain, let whole):
        giveBack(area, gain: gain, to: &page)
        if let whole { deepen(whole, gain: gain, on: &page) }
      case .doubtful: doubtful.append(area)
      case .none: break
      }
    }
    doubtful.sort { ($0.box.x, $0.box.y) < ($1.box.x, $1.box.y) }
    giveBackLetters(among: &doubtful, to: &page)
    giveBackFaintLetters(among: &doubtful, to: &page)
    giveBackLetters(among: &doubtful, to: &page)
    for dash in dashes {
      if let gain = dash.gain(beside: kept), dash.area.gain < Dash.keptShare * gain, standsOnPaper(dash.area) {
        giveBack(dash.area, gain: gain, to: &page)
      }
    }
    for line in dashedLines.lines { giveBackDashes(of: line, to: &page) }
  }

  /// Gives the dashes of a line back, as deep as the deepest of them.
  private mutating func giveBackDashes(of line: [InkArea], to page: inout GrayImage) {
    let gain = min(line.map(\.gain).max() ?? 0, blackening)
    for dash in line where dash.gain < Dash.keptShare * gain && standsOnPaper(dash) {
      giveBack(dash, gain: gain, to: &page)
    }
  }

  /// Gives letters back that are as dark as the page's faintest and stand beside one another.
  private mutating func giveBackFaintLetters(among doubtful: inout [InkArea], to page: inout GrayImage) {
    guard let letters else { return }
    let faint = InkAreas(doubtful.filter(letters.isAsDark), height: before.height, largest: largestLetter)
    doubtful.removeAll { area in
      guard letters.isAsDark(area), let gain = letters.gain(ofContrast: area.contrast),
        faint.letters(in: area.sides).contains(where: { $0.box != area.box && area.mayStandBeside($0) })
      else { return false }
      giveBack(area, gain: gain, to: &page)
      return true
    }
  }

  /// Gives letters back that stand beside others like them, and then those beside these.
  private mutating func giveBackLetters(among doubtful: inout [InkArea], to page: inout GrayImage) {
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

  private enum Judgement {
    /// Ink, and the black ink that it is a part of.
    case ink(gain: Float, partOf: InkArea?)
    case doubtful
    case none
  }

  /// Whether an area is as high as a letter and no longer than ink may be.
  private static func isLetter(_ box: PixelBox, stroke: Double) -> Bool {
    Double(box.height) >= max(5, 2.5 * stroke) && Double(max(box.width, box.height)) <= mostLength * stroke
  }

  /// Whether an area is larger than a speck and the rim of a letter, lies within the page and does not go through it.
  private static func mayBeInk(
    _ component: ConnectedComponents.Component, stroke: Double, width: Int, height: Int
  ) -> Bool {
    let box = component.box
    let length = Double(max(box.width, box.height))
    return length >= max(4, 1.5 * stroke) && Double(component.pixels) >= max(6, 1.5 * length)
      && box.isWithin(width: width, height: height) && Double(box.width) < mostExtent * Double(width)
      && Double(box.height) < mostExtent * Double(height)
  }

  /// Judges an area by what lies around it.
  private func judge(_ area: InkArea) -> Judgement {
    let length = max(area.box.width, area.box.height)
    let isBlack = Double(area.contrast) >= Self.black * blackest
    let isDark = Double(area.contrast) >= Self.alikeTouching * blackest
    guard isDark || Double(length) <= Self.mostLength * stroke else { return .none }
    let around = AreaSurroundings(area.box, runs: area.runs, width: before.width, height: before.height)
    guard isBlack || isThin(around) else { return .none }
    let paper = paper(beyond: around)
    let isEnclosed = paper.count < length
    if isEnclosed ? !isBlack : !stands(area, on: paper) { return .none }
    let rim = around.places(at: 1...2, width: before.width)
    let touched = rim.compactMap { kept.area(x: $0 % before.width, y: $0 / before.width) }
    let share = Double(touched.count) / Double(max(1, rim.count))
    // The edges of letters are as thin.
    if Hairline.has(area.box, pixels: area.pixels), share > Self.embedded { return .none }
    let darkest = touched.max { ($0.contrast, $0.gain) < ($1.contrast, $1.gain) }
    if let darkest,
      share >= Self.touching || isDark && Double(touched.count) >= stroke
        || isEnd(area, of: darkest, touching: touched.count)
    {
      if InkContrast.areAlike(area.contrast, darkest.contrast, Self.alikeTouching) {
        return .ink(gain: isBlack ? blackening : darkest.gain, partOf: isBlack && isBlackOnWhite ? darkest : nil)
      }
      if share > Self.embedded { return .none }
    }
    if isEnclosed { return .none }
    if isBlack, length >= Self.leastBlackLength {
      return .ink(gain: blackening, partOf: nil)
    }
    return Self.isLetter(area.box, stroke: stroke) && Double(area.contrast) >= Self.leastLetter ? .doubtful : .none
  }

  /// Whether an area is the smaller part of an area of ink, which it touches across a stroke, and on whose line it stays: folds and
  /// rings go on above and below.
  private func isEnd(_ area: InkArea, of ink: InkArea, touching: Int) -> Bool {
    let beyond = max(ink.box.y - area.box.y, area.box.maxY - ink.box.maxY)
    // The rim has two pixels of depth.
    return Double(touching) >= 2 * stroke && area.pixels < ink.pixels && 2 * Double(beyond) <= stroke
  }

  /// Whether a letter is made of strokes, on paper.
  private func standsOnPaper(_ letter: InkArea) -> Bool {
    let around = AreaSurroundings(letter.box, runs: letter.runs, width: before.width, height: before.height)
    let paper = paper(beyond: around)
    return isThin(around) && paper.count >= max(letter.box.width, letter.box.height) && stands(letter, on: paper)
  }

  private func isThin(_ around: AreaSurroundings) -> Bool {
    Double(around.thickness) <= Self.mostThickness * stroke
  }

  private func stands(_ area: InkArea, on paper: [Int]) -> Bool {
    Double(median(of: paper)) <= Self.mostAround * Double(area.contrast)
  }

  /// The places beyond an area's rim that do not touch kept ink.
  private func paper(beyond around: AreaSurroundings) -> [Int] {
    let (width, height) = (before.width, before.height)
    return around.places(at: 3...AreaSurroundings.margin, width: width).filter { place in
      let (x, y) = (place % width, place / width)
      return !(max(0, y - 1)...min(height - 1, y + 1)).contains { row in
        (max(0, x - 1)...min(width - 1, x + 1)).contains { kept.area(x: $0, y: row) != nil }
      }
    }
  }

  /// What the contrast of a letter on the same line is multiplied with; `nil` where there is none that is as dark.
  private func gainOfLetter(beside area: InkArea) -> Float? {
    let letters = kept.letters(in: area.sides).filter { area.mayStandBeside($0) }
    let gains = letters.map(\.gain).sorted()
    return gains.isEmpty ? nil : gains[gains.count / 2]
  }

  /// Gives an area back, as deep as cleaning makes ink like it.
  private mutating func giveBack(_ area: InkArea, gain: Float, to page: inout GrayImage) {
    deepen(area, gain: gain, on: &page)
    kept.add(area.deepened(to: gain))
  }

  /// Makes an area, with its rim, whose grays belong to it, at least as deep as its contrast says.
  private func deepen(_ area: InkArea, gain: Float, on page: inout GrayImage) {
    for run in area.runs {
      for y in max(0, Int(run.y) - 1)...min(before.height - 1, Int(run.y) + 1) {
        for x in max(0, Int(run.start) - 1)...min(before.width - 1, Int(run.end)) {
          let place = y * before.width + x
          page.deepen(place, to: Float(contrast[place]) * 257 * gain, before: before, strength: strength)
        }
      }
    }
  }

  private func median(of places: [Int]) -> Int {
    var contrasts = Histogram()
    for place in places { contrasts.add(Int(contrast[place])) }
    return contrasts.median ?? 0
  }
}
