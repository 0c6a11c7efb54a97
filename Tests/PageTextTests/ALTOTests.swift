import Foundation
import Imaging
import PageText
import TestSupport
import Testing

/// What the schema asks for is checked as far as it concerns what is written here; `Tests/Peers/check-alto.py` holds
/// files against the schema itself.
@Suite struct ALTOTests {
  let page = samplePage([[["one two", "three"], ["four"]], [["of[fi]ce"]]])

  private func box(_ element: XMLElement) throws -> PixelBox {
    let numbers = ["HPOS", "VPOS", "WIDTH", "HEIGHT"].compactMap { element.attributes[$0].flatMap { Int($0) } }
    try #require(numbers.count == 4, "\(element.attributes)")
    return PixelBox(x: numbers[0], y: numbers[1], width: numbers[2], height: numbers[3])
  }

  @Test func theDescriptionComesFirstAndNamesTheFile() throws {
    let root = try XMLElement.read(written([page], as: .alto, document: "a & b.png"))
    #expect(root.name == "alto" && root.attributes["xmlns"] == "http://www.loc.gov/standards/alto/ns-v4#")
    #expect(root.children.map(\.name) == ["Description", "Layout"])
    #expect(root.children[0].children.map(\.name) == ["MeasurementUnit", "sourceImageInformation", "OCRProcessing"])
    #expect(root.all("MeasurementUnit").map(\.text) == ["pixel"])
    #expect(root.all("fileName").map(\.text) == ["a & b.png"])
  }

  @Test func wordsStandInLinesInParagraphsInBlocks() throws {
    let root = try XMLElement.read(written([page], as: .alto))
    #expect(try root.all("ComposedBlock").map { try box($0) } == page.blocks.map(\.box))
    #expect(try root.all("TextBlock").map { try box($0) } == page.blocks.flatMap { $0.paragraphs.map(\.box) })
    #expect(try root.all("TextLine").map { try box($0) } == page.lines.map(\.box))
    #expect(try root.all("String").map { try box($0) } == page.lines.flatMap(\.words).map(\.box))
    #expect(root.all("String").map { $0.attributes["CONTENT"] } == ["one", "two", "three", "four", "office"])
    #expect(root.all("String").allSatisfy { $0.attributes["WC"] == "0.7500" })
    #expect(root.all("TextLine").map { $0.children.map(\.name) }[0] == ["String", "SP", "String"])
    #expect(root.all("TextLine")[0].attributes["BASELINE"] == "20,21.00 75,20.00")
    let space = try #require(root.all("SP").first)
    #expect(space.attributes == ["HPOS": "44", "VPOS": "10", "WIDTH": "8"])
  }

  @Test func glyphsSpellTheirWordsOneScalarEach() throws {
    let root = try XMLElement.read(written([page, awkwardPage], as: .alto))
    for string in root.all("String") {
      let glyphs = string.all("Glyph")
      #expect(glyphs.compactMap { $0.attributes["CONTENT"] }.joined() == string.attributes["CONTENT"])
      #expect(glyphs.allSatisfy { $0.attributes["CONTENT"]?.unicodeScalars.count == 1 })
      #expect(glyphs.allSatisfy { $0.attributes["GC"] == "0.7500" })
      let around = try box(string)
      #expect(try glyphs.map { try box($0) }.union() == around)
    }
    let variants = root.all("Glyph").map { $0.children.map { "\($0.name) \($0.attributes)" } }
    #expect(variants[0].count == 1 && variants[0][0].hasPrefix("Variant "))
    #expect(root.all("Variant").allSatisfy { $0.attributes["CONTENT"] == "?" && $0.attributes["VC"] == "0.2000" })
    // The accent goes into its letter where there is one.
    let composed = samplePage([[["[e\u{301}]"]]])
    let letter = try XMLElement.read(written([composed], as: .alto)).all("Glyph")
    #expect(letter.map { $0.attributes["CONTENT"]?.unicodeScalars.map(\.value) } == [[0xE9]])
  }

  @Test func identifiersOccurOnceOverAllPages() throws {
    let root = try XMLElement.read(written([page, samplePage([]), page], as: .alto))
    #expect(root.all("Page").map { $0.attributes["PHYSICAL_IMG_NR"] } == ["1", "2", "3"])
    let identifiers = root.all.compactMap { $0.attributes["ID"] }
    #expect(identifiers.count > 20 && Set(identifiers).count == identifiers.count)
    // An identifier is a name: a letter, then letters, digits and underscores.
    #expect(identifiers.allSatisfy { $0.wholeMatch(of: /[A-Za-z]\w*/) != nil })
    #expect(root.all("Page").allSatisfy { $0.children.map(\.name) == ["PrintSpace"] })
  }
}
