import Randomness
import TestSupport
import Testing

@testable import Synthesis

/// Wrong material is refused with the file's name and what would be right.
@Suite struct MaterialTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func message(_ body: () throws -> Void) -> String {
    do {
      try body()
      return ""
    } catch {
      return "\(error)"
    }
  }

  @Test func listsNameStylesAndFiles() throws {
    let list = try FontList("# fonts\n\nserif A.ttf\nscript My Hand.otf\n", path: "list")
    #expect(list.entries.map(\.name) == ["A.ttf", "My Hand.otf"] && list.entries.map(\.style) == [.serif, .script])
    #expect(message { _ = try FontList("serif A.ttf\nfancy B.ttf", path: "list") }.hasPrefix("list:2: 'fancy B.ttf'"))
    #expect(message { _ = try FontList("serif", path: "list") }.contains("serif, sans, mono"))
    #expect(message { _ = try FontList("# nothing", path: "list") }.contains("names no font"))
  }

  @Test func catalogueTakesTheListedFilesOnly() throws {
    for name in ["b/One.ttf", "a/Two.OTF", "a/readme.txt", "a/Three.ttf"] { try folder.write("fonts/" + name, []) }
    let opener: FontCatalogue.Opener = { path in BlockTypeface(family: path) }
    let all = try FontCatalogue(paths: [folder.path + "/fonts"], list: nil, open: opener)
    #expect(all.fonts.map(\.name).sorted() == ["One.ttf", "Three.ttf", "Two.OTF"])
    let list = try FontList("mono One.ttf", path: "list")
    let some = try FontCatalogue(paths: [folder.path + "/fonts"], list: list, open: opener)
    #expect(some.fonts.map(\.name) == ["One.ttf"] && some.fonts[0].style == .mono)
    let missing = try FontList("mono Four.ttf", path: "list")
    let text = message { _ = try FontCatalogue(paths: [folder.path + "/fonts"], list: missing, open: opener) }
    #expect(text.contains("Four.ttf") && text.contains("install"))
    #expect(
      message { _ = try FontCatalogue(paths: [folder.path + "/none"], list: nil, open: opener) }
        .contains("none: does not exist"))
  }

  @Test func fontsWithoutLettersAreLeftOut() throws {
    try folder.write("fonts/a.ttf", [])
    let text = message {
      _ = try FontCatalogue(paths: [folder.path + "/fonts"], list: nil) { _ in EmptyTypeface() }
    }
    #expect(text.contains("has no font with the letters"))
  }

  @Test func foldersWithoutPicturesAreRefused() throws {
    try folder.write("pictures/readme.txt", [])
    #expect(message { _ = try PictureFiles([folder.path + "/pictures"]) }.contains("no .jpg, .jpeg or .png"))
    #expect(try PictureFiles([]).paths.isEmpty)
  }

  @Test func handwritingIsReadByItsLabels() throws {
    let images = try folder.write("images", handwritingImages)
    let labels = try folder.write("labels", handwritingLabels)
    let good = try HandwrittenCharacters(images: images, labels: labels)
    #expect(good.contains("0") && good.contains("z") && !good.contains("."))
    let unknown = try folder.write("unknown", [0, 0, 8, 1, 0, 0, 0, 62] + [UInt8](repeating: 255, count: 62))
    #expect(
      message { _ = try HandwrittenCharacters(images: images, labels: unknown) }.contains("no label from 0 to 61"))
  }

  @Test func contoursFollowTheInk() throws {
    var samples = [Float](repeating: 0, count: 100)
    for row in 2..<8 { for column in 3..<6 { samples[row * 10 + column] = 1 } }
    let contour = try #require(InkContour(Picture(width: 10, height: 10, samples: samples), level: 0.5))
    #expect(abs(contour.aspect - 0.5) < 0.03)
    let canvas = Canvas(width: 60, height: 60, rotation: 0)
    canvas.fill(contour.outline, .glyph(origin: Point(x: 10, y: 50), size: 40), gray: 0)
    let area = canvas.image.samples.reduce(0) { $0 + 1 - Double($1) / 65_535 }
    // Smoothing rounds the corners.
    #expect(abs(area - 800) < 40)
    #expect(InkContour(Picture(width: 10, height: 10, samples: Array(repeating: 0, count: 100)), level: 0.5) == nil)
  }
}

private final class EmptyTypeface: Typeface {
  let family = "Empty"
  let isFixedPitch = false
  let isBold = false
  let isItalic = false
  func glyph(for character: Unicode.Scalar) -> UInt32? { 1 }
  func advance(of glyph: UInt32) -> Double { 1 }
  func kerning(_ left: UInt32, _ right: UInt32) -> Double { 0 }
  func outline(of glyph: UInt32) -> Outline { Outline() }
}
