#if Synthesis
  import FreeTypeFonts
  import Foundation
  import Synthesis
  import TestSupport
  import Testing

  /// Font files are read as they are.
  @Suite struct FreeTypeTests {
    /// A font of most Linux systems.
    private static let file = "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf"
    private static let isInstalled = FileManager.default.fileExists(atPath: file)

    @Test(.enabled(if: isInstalled, "needs \(file)")) func outlinesAndDistancesAreInEms() throws {
      let face = try FreeTypeFace(path: Self.file)
      #expect(face.family == "DejaVu Sans" && !face.isBold && !face.isItalic && !face.isFixedPitch)
      let x = try #require(face.glyph(for: "x"))
      #expect(!face.outline(of: x).isEmpty && (0.4...0.8).contains(face.advance(of: x)))
      let (a, v) = (try #require(face.glyph(for: "A")), try #require(face.glyph(for: "V")))
      #expect((-0.2 ..< -0.01).contains(face.kerning(a, v)))
      #expect(face.glyph(for: "\u{4E00}") == nil)
      let blank = try #require(face.glyph(for: " "))
      #expect(face.outline(of: blank).isEmpty && face.advance(of: blank) > 0.2)
    }

    @Test func whatIsNoFontIsRefused() throws {
      let folder = try TemporaryFolder()
      let path = try folder.write("broken.ttf", Array("no font".utf8))
      #expect(throws: SynthesisError.self) { try FreeTypeFace(path: path) }
      #expect(throws: SynthesisError.self) { try FreeTypeFace(path: folder.path + "/none.ttf") }
    }
  }
#endif
