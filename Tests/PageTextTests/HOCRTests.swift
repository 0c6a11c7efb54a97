import Foundation
import Imaging
import PageText
import TestSupport
import Testing

@Suite struct HOCRTests {
  let page = samplePage([[["one two", "three"], ["four"]], [["of[fi]ce"]]])

  /// The values of a property in an element's title.
  private func values(_ property: String, of element: XMLElement) -> [Double] {
    let parts = (element.attributes["title"] ?? "").components(separatedBy: "; ")
    let found = parts.first { $0.hasPrefix(property + " ") } ?? ""
    return found.split(separator: " ").dropFirst().compactMap { Double($0) }
  }

  private func box(_ element: XMLElement, _ property: String = "bbox") throws -> PixelBox {
    let corners = values(property, of: element).map { Int($0) }
    try #require(corners.count == 4, "\(element.attributes)")
    return PixelBox(x: corners[0], y: corners[1], width: corners[2] - corners[0], height: corners[3] - corners[1])
  }

  @Test func everythingOnThePageIsAnElementWithItsBox() throws {
    let root = try XMLElement.read(written([page], as: .hocr))
    #expect(root.name == "html" && root.attributes["xmlns"] == "http://www.w3.org/1999/xhtml")
    #expect(try root.all("ocr_page").map { try box($0) } == [PixelBox(x: 0, y: 0, width: 400, height: 300)])
    #expect(try root.all("ocr_carea").map { try box($0) } == page.blocks.map(\.box))
    #expect(try root.all("ocr_par").map { try box($0) } == page.blocks.flatMap { $0.paragraphs.map(\.box) })
    #expect(try root.all("ocr_line").map { try box($0) } == page.lines.map(\.box))
    let words = page.lines.flatMap(\.words)
    #expect(try root.all("ocrx_word").map { try box($0) } == words.map(\.box))
    #expect(root.all("ocrx_word").map(\.text) == ["one", "two", "three", "four", "office"])
    let characters = words.flatMap(\.characters)
    #expect(try root.all("ocrx_cinfo").map { try box($0, "x_bboxes") } == characters.map(\.box))
    #expect(root.all("ocrx_cinfo").map(\.text) == characters.map(\.text))
  }

  @Test func confidencesArePercentAndLinesHaveBaselineAndSize() throws {
    let root = try XMLElement.read(written([page], as: .hocr))
    #expect(root.all("ocrx_word").allSatisfy { values("x_wconf", of: $0) == [75] })
    #expect(root.all("ocrx_cinfo").allSatisfy { values("x_conf", of: $0) == [75] })
    for (element, line) in zip(root.all("ocr_line"), page.lines) {
      let baseline = values("baseline", of: element)
      try #require(baseline.count == 2)
      // The line through both ends, in coordinates from the box's lower left corner.
      let bottom = Double(line.box.y + line.box.height)
      #expect(abs(bottom + baseline[1] - line.baseline.left) < 0.01)
      #expect(abs(bottom + baseline[1] + baseline[0] * Double(line.box.width - 1) - line.baseline.right) < 0.01)
      #expect(values("x_size", of: element) == [14])
    }
  }

  @Test func pagesAreNumberedAndIdentifiersOccurOnce() throws {
    let root = try XMLElement.read(written([page, samplePage([]), page], as: .hocr, document: "a \"b\" & 'c'\\.tif"))
    let pages = root.all("ocr_page")
    #expect(pages.map { values("ppageno", of: $0) } == [[0], [1], [2]])
    let start = #"image "a \"b\" & 'c'\\.tif"; bbox "#
    #expect(pages.allSatisfy { $0.attributes["title"]?.hasPrefix(start) == true })
    #expect(root.all("title").map(\.text) == ["a \"b\" & 'c'\\.tif"])
    let identifiers = root.all.compactMap { $0.attributes["id"] }
    #expect(identifiers.count > 20 && Set(identifiers).count == identifiers.count)
  }

  @Test func markupAndControlsAreEscaped() throws {
    let root = try XMLElement.read(written([awkwardPage], as: .hocr))
    let words = awkwardPage.lines.flatMap(\.words).map(\.text)
    #expect(root.all("ocrx_word").map(\.text).prefix(4) == words.prefix(4))
    let replaced = ["x\u{FFFD}y", "a\u{FFFD}b", "e\u{301}fi", "a\u{FFFD}b", "\u{FFFD}\u{FFFD}"]
    #expect(root.all("ocrx_word").map(\.text).dropFirst(4) == replaced[...])
  }

  @Test func aBlankPageIsAValidDocument() throws {
    let root = try XMLElement.read(written([samplePage([])], as: .hocr))
    #expect(root.all("ocr_page").count == 1 && root.all("ocr_carea").isEmpty)
  }
}
