import Randomness
import Testing

@testable import Synthesis

/// Words become glyphs and lines.
@Suite struct TextTests {
  private let style: TextStyle

  init() throws {
    let typeface = BlockTypeface()
    let metrics = try #require(TypefaceMetrics(typeface))
    let font = FontCatalogue.Font(
      path: "block.ttf", family: "Block", style: .serif, isFixedPitch: false, isBold: false, isItalic: false,
      metrics: metrics)
    style = TextStyle(
      face: FontShelf.Face(index: 0, font: font, typeface: typeface), size: 20, ink: 0, leading: 24)
  }

  @Test func lettersAreMeasuredOnTheirOutlines() {
    let metrics = style.face.font.metrics
    #expect(metrics.xHeight == 0.5 && metrics.capHeight == 0.7 && metrics.ascent == 0.7 && metrics.descent == 0.2)
    #expect(style.xHeight == 10 && style.ascent == 14 && style.descent == 4)
    #expect(abs(style.scaled(toXHeight: 15).size - 30) < 1e-9)
  }

  @Test func glyphsFollowTheirAdvancesKerningAndTracking() {
    let word = ShapedWord("oo", style)
    let advance = style.face.typeface.advance(of: 111) * 20
    #expect(abs(word.glyphs[1].x - (advance - 0.4)) < 1e-9)
    #expect(abs(word.width - (2 * advance - 0.4)) < 1e-9)
    var spaced = style
    spaced.tracking = 3
    #expect(abs(ShapedWord("oo", spaced).width - (word.width + 3)) < 1e-9)
  }

  @Test func charactersThatTheFontLacksAreLeftOut() {
    #expect(ShapedWord("a#b\u{301}é", style).text == "a")
    #expect(ShapedWord("##", style).glyphs.isEmpty)
  }

  @Test func capitalsAreSetForSmallLetters() {
    var capitals = style
    capitals.isUppercase = true
    #expect(ShapedWord("Shout", capitals).text == "SHOUT")
  }

  @Test func signsAreReplacedOnlyWhereTheFontHasThem() {
    var typographic = style
    (typographic.isTypographic, typographic.hasLigatures) = (true, true)
    #expect(ShapedWord("\"fine--fly\"", typographic).text == "\"fine--fly\"")
    let rich = RichTypeface()
    typographic.face = FontShelf.Face(index: 0, font: style.face.font, typeface: rich)
    #expect(ShapedWord("\"fine--fly\"", typographic).text == "\u{201C}\u{FB01}ne\u{2014}\u{FB02}y\u{201D}")
    #expect(ShapedWord("(\"don't...", typographic).text == "(\u{201C}don\u{2019}t\u{2026}")
  }

  @Test func linesKeepAllWordsAndTheMeasure() {
    let words = SampleMaterial.text.split(whereSeparator: \.isWhitespace).map { ShapedWord($0, style) }
    for measure in [90.0, 200, 700] {
      let lines = breakLines(words, measure: measure, indent: 20)
      #expect(lines.allSatisfy { $0.width <= measure + 1e-9 })
      #expect(lines.dropLast().allSatisfy { !$0.isLast } && lines.last?.isLast == true)
      let drawn = lines.flatMap(\.words).map(\.text).joined()
      #expect(drawn == words.map(\.text).joined())
    }
    #expect(breakLines(words, measure: 90, limit: 3).count == 3)
  }

  @Test func wordsWiderThanTheMeasureAreCut() {
    let word = ShapedWord("acknowledged", style)
    let pieces = word.pieces(measure: 50)
    #expect(pieces.count > 2 && pieces.allSatisfy { $0.width <= 50 })
    #expect(pieces.map(\.text).joined() == "acknowledged")
    #expect(pieces.allSatisfy { $0.glyphs.first?.x == 0 })
  }

  @Test func corporaAreTakenApartIntoParagraphs() throws {
    let corpus = try Corpus("One two\n three\u{7}.\n\n  \nTwo words\n\nfour five six", name: "text")
    #expect(corpus.paragraphs == [["One", "two", "three."], ["four", "five", "six"]])
    #expect(throws: SynthesisError.self) { try Corpus("\n\nonly two\n", name: "empty.txt") }
  }

  @Test func phrasesAreRunsOfWords() throws {
    let corpus = try Corpus(SampleMaterial.text, name: "novel")
    var random = SeededRandom(seed: 1)
    var reader = Corpus.Reader(corpus, &random)
    for _ in 0..<50 {
      let phrase = reader.phrase(4, &random).joined(separator: " ")
      #expect(corpus.paragraphs.contains { $0.joined(separator: " ").contains(phrase) })
    }
    #expect(!reader.phrase(500, &random).isEmpty)
  }
}

/// The block typeface with the printer's signs.
private final class RichTypeface: Typeface {
  private let base = BlockTypeface()
  let family = "Rich"
  let isFixedPitch = false
  let isBold = false
  let isItalic = false

  func glyph(for character: Unicode.Scalar) -> UInt32? {
    "\u{201C}\u{201D}\u{2018}\u{2019}\u{2014}\u{2026}\u{FB01}\u{FB02}".unicodeScalars.contains(character)
      ? character.value : base.glyph(for: character)
  }
  func advance(of glyph: UInt32) -> Double { base.advance(of: glyph) }
  func kerning(_ left: UInt32, _ right: UInt32) -> Double { 0 }
  func outline(of glyph: UInt32) -> Outline { base.outline(of: glyph) }
}
