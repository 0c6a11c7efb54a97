import Imaging

/// Gathers what is drawn on a page.
final class TruthRecorder {
  /// A region while it grows.
  private struct OpenRegion {
    let kind: RegionKind
    let turn: ReadingTurn
    var box: PixelBox?
  }

  /// When a region is read; those of the same turn are read as they were drawn.
  enum ReadingTurn: Int {
    /// With the text.
    case text
    /// After the text: notes to its right.
    case beside
    /// At the end: what stands at the foot of the page.
    case foot
  }

  /// A character that was drawn and what of it is on the page.
  struct DrawnCharacter {
    let text: Character
    let ink: Canvas.Ink
  }

  /// A word that was drawn.
  struct DrawnWord {
    let font: String
    let characters: [DrawnCharacter]
  }

  private var regions: [OpenRegion] = []
  private var lines: [PageTruth.Line] = []

  /// Begins a region.
  ///
  /// - Returns: Its number, by which lines and ink are added to it.
  func open(_ kind: RegionKind, turn: ReadingTurn = .text) -> Int {
    regions.append(OpenRegion(kind: kind, turn: turn, box: nil))
    return regions.count - 1
  }

  /// Adds ink that is no text.
  func add(_ ink: Canvas.Ink, to region: Int) {
    guard let box = ink.box else { return }
    regions[region].box = regions[region].box?.union(box) ?? box
  }

  /// Adds a line of text; characters of which nothing is seen are dropped.
  func add(_ words: [DrawnWord], style: LineStyle, baseline: PageTruth.Baseline, to region: Int) {
    let seen = words.compactMap { truth(of: $0, lineFont: style.font) }
    guard let box = seen.map({ PixelBox(x: $0.x, y: $0.y, width: $0.width, height: $0.height) }).union() else { return }
    add(Canvas.Ink(box: box, isCut: false), to: region)
    lines.append(
      PageTruth.Line(
        text: seen.map(\.text).joined(separator: " "), region: region, font: style.font, ink: hundredths(style.ink),
        paper: hundredths(style.paper), xHeight: hundredths(style.xHeight), baseline: baseline, x: box.x, y: box.y,
        width: box.width, height: box.height, words: seen))
  }

  /// What the lines of one style have in common.
  struct LineStyle {
    let font: String
    let ink: Double
    let paper: Double
    let xHeight: Double
  }

  /// The lines so far and the regions that have ink, in reading order and numbered in it.
  func finish() -> (regions: [PageTruth.Region], lines: [PageTruth.Line]) {
    func turn(_ region: Int) -> Int { regions[region].turn.rawValue }
    var numbers: [Int: Int] = [:]
    var kept: [PageTruth.Region] = []
    for number in regions.indices.sorted(by: { (turn($0), $0) < (turn($1), $1) }) {
      guard let box = regions[number].box else { continue }
      numbers[number] = kept.count
      kept.append(
        PageTruth.Region(
          kind: regions[number].kind, x: box.x, y: box.y, width: box.width, height: box.height))
    }
    let ordered = lines.enumerated().sorted {
      (turn($0.element.region), $0.offset) < (turn($1.element.region), $1.offset)
    }
    let renumbered = ordered.compactMap { _, line in
      numbers[line.region].map { number in
        var line = line
        line.region = number
        return line
      }
    }
    return (kept, renumbered)
  }

  private func truth(of word: DrawnWord, lineFont: String) -> PageTruth.Word? {
    let characters = word.characters.compactMap { character in
      character.ink.box.map { box in
        PageTruth.Character(
          text: String(character.text), cut: character.ink.isCut ? true : nil, x: box.x, y: box.y, width: box.width,
          height: box.height)
      }
    }
    guard let box = word.characters.compactMap(\.ink.box).union() else { return nil }
    let isCut = word.characters.contains { $0.ink.isCut }
    return PageTruth.Word(
      text: characters.map(\.text).joined(), font: word.font == lineFont ? nil : word.font, cut: isCut ? true : nil,
      x: box.x, y: box.y, width: box.width, height: box.height, characters: characters)
  }
}

/// A number to two decimals, so that truth is short to read.
func hundredths(_ value: Double) -> Double { (value * 100).rounded() / 100 }
