import Randomness

/// A page while it is being made: what is drawn on, drawn from and noted.
final class PageComposer {
  let canvas: Canvas
  let design: PageDesign
  let truth = TruthRecorder()
  let shelf: FontShelf
  let material: SynthesisMaterial
  var random: SeededRandom
  var reader: Corpus.Reader
  /// The style of running text.
  private(set) var body: TextStyle
  /// The files of the fonts used.
  private(set) var fonts: Set<String> = []

  init(_ settings: SynthesisSettings, page: Int, material: SynthesisMaterial, shelf: FontShelf) throws {
    var random = SeededRandom(settings.seed, UInt64(page))
    design = PageDesign(settings, &random)
    canvas = Canvas(width: settings.width, height: settings.height, rotation: design.rotation)
    reader = Corpus.Reader(material.corpus, &random)
    body = try Self.bodyStyle(design, shelf, for: .body, &random)
    self.random = random
    self.material = material
    self.shelf = shelf
  }

  /// The page's pixels as a rectangle.
  var bounds: Rectangle {
    Rectangle(x: 0, y: 0, width: Double(canvas.width), height: Double(canvas.height))
  }

  /// Draws the style of running text anew, for pages that are not set in book faces.
  func setBody(for purpose: FontShelf.Purpose) throws {
    body = try Self.bodyStyle(design, shelf, for: purpose, &random)
  }

  /// A style for a purpose whose letters are as high as those of running text.
  func style(for purpose: FontShelf.Purpose) throws -> TextStyle {
    var style = try Self.bodyStyle(design, shelf, for: purpose, &random)
    style.ink = body.ink
    style.isTypographic = body.isTypographic
    return style
  }

  private static func bodyStyle(
    _ design: PageDesign, _ shelf: FontShelf, for purpose: FontShelf.Purpose, _ random: inout SeededRandom
  ) throws -> TextStyle {
    let face = try shelf.draw(for: purpose, &random)
    let metrics = face.font.metrics
    let size = design.xHeight / metrics.xHeight
    let least = max(2.2 * design.xHeight, (metrics.ascent + metrics.descent) * size * 0.95)
    return TextStyle(
      face: face, size: size, ink: inkGray(&random),
      tracking: random.happens(0.15) ? random.uniform(in: -0.02...0.12) * size : 0,
      wordSpace: random.happens(0.3) ? random.uniform(in: 0.8...1.4) : 1,
      leading: least * random.uniform(in: 1...1.45), hasLigatures: random.happens(0.5),
      isTypographic: random.happens(0.6))
  }

  /// The gray of a run of ink: black as a rule, else that of pencil or of a coloured ink, as dark as it was meant.
  ///
  /// Ink that is fainter has faded: that is a degradation, and cleaning is to bring it back.
  static func inkGray(_ random: inout SeededRandom) -> Double {
    random.happens(0.12) ? random.uniform(in: 0.1...0.35) : random.happens(0.5) ? 0 : random.uniform(in: 0...0.15)
  }

  /// Draws words from left to right and notes them.
  ///
  /// - Parameters:
  ///   - places: Each word with where its pen starts, in pixels of the page as it is laid out.
  ///   - baseline: Likewise, downwards.
  func draw(_ places: [(word: ShapedWord, x: Double)], baseline: Double, region: Int) {
    guard let first = places.first, let last = places.last else { return }
    let words = places.map { place in
      let style = place.word.style
      fonts.insert(style.face.font.name)
      let characters = place.word.glyphs.map { glyph in
        let origin = Point(x: place.x + glyph.x, y: baseline)
        let ink = canvas.fill(
          style.face.typeface.outline(of: glyph.index), .glyph(origin: origin, size: style.size), gray: style.ink)
        return TruthRecorder.DrawnCharacter(text: glyph.text, ink: ink)
      }
      return TruthRecorder.DrawnWord(font: style.face.font.name, characters: characters)
    }
    let style = first.word.style
    truth.add(
      words,
      style: .init(font: style.face.font.name, ink: style.ink, paper: style.paper, xHeight: style.xHeight),
      baseline: baselineEnds(from: first.x, to: last.x + last.word.width, y: baseline), to: region)
  }

  /// The ends of a baseline on the page.
  func baselineEnds(from x1: Double, to x2: Double, y: Double) -> PageTruth.Baseline {
    let start = canvas.placement(Point(x: x1, y: y))
    let end = canvas.placement(Point(x: x2, y: y))
    return PageTruth.Baseline(
      x1: hundredths(start.x), y1: hundredths(start.y), x2: hundredths(end.x), y2: hundredths(end.y))
  }

  /// Notes that the truth names a file of characters.
  func use(font: String) { fonts.insert(font) }

  /// Draws a shape that is no text and notes it.
  func draw(_ outline: Outline, gray: Double, region: Int) {
    truth.add(canvas.fill(outline, gray: gray), to: region)
  }
}
