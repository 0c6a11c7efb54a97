import TestSupport

@testable import Synthesis

/// A typeface of rectangles: small letters are half an em high, capitals and digits seven tenths, and every character
/// has a width of its own; there is no `#`.
final class BlockTypeface: Typeface {
  let family: String
  let isFixedPitch = false
  let isBold: Bool
  let isItalic = false

  init(family: String = "Block", isBold: Bool = false) {
    self.family = family
    self.isBold = isBold
  }

  func glyph(for character: Unicode.Scalar) -> UInt32? {
    (33..<127).contains(character.value) && character != "#" ? character.value : nil
  }

  func advance(of glyph: UInt32) -> Double { width(glyph) + 0.1 }

  func kerning(_ left: UInt32, _ right: UInt32) -> Double { left == right ? -0.02 : 0 }

  func outline(of glyph: UInt32) -> Outline {
    let height = (97..<123).contains(glyph) ? 0.5 : 0.7
    let depth = "gjpqy,;".unicodeScalars.contains { $0.value == glyph } ? -0.2 : 0
    return .rectangle(Rectangle(x: 0.05, y: depth, width: width(glyph), height: height - depth))
  }

  private func width(_ glyph: UInt32) -> Double { 0.25 + Double(glyph % 7) * 0.05 }
}

/// What the tests make pages of.
struct SampleMaterial {
  static let text = """
    It is a truth universally acknowledged, that a single man in possession of a good fortune, must be in want of a
    wife.

    However little known the feelings or views of such a man may be on his first entering a neighbourhood, this truth
    is so well fixed in the minds of the surrounding families, that he is considered the rightful property of some one
    or other of their daughters.

    Chapter #1 of 61: "My dear Mr. Bennet," said his lady to him one day, "have you heard that Netherfield Park is let
    at last?"
    """

  let folder: TemporaryFolder
  let material: SynthesisMaterial

  init() throws {
    folder = try TemporaryFolder()
    try folder.write("fonts/plain.ttf", [])
    try folder.write("fonts/bold.ttf", [])
    let fonts = try FontCatalogue(paths: [folder.path + "/fonts"], list: nil) { path in
      BlockTypeface(isBold: path.hasSuffix("bold.ttf"))
    }
    let images = try folder.write("images.idx", handwritingImages)
    let labels = try folder.write("labels.idx", handwritingLabels)
    material = SynthesisMaterial(
      corpus: try Corpus(Self.text, name: "novel"), fonts: fonts,
      handwriting: try HandwrittenCharacters(images: images, labels: labels))
  }

  /// A synthesiser of small pages.
  func synthesiser(_ kinds: [PageKind] = PageKind.allCases, seed: UInt64 = 5) -> PageSynthesiser {
    PageSynthesiser(settings(kinds, seed: seed), material: material)
  }

  func settings(_ kinds: [PageKind] = PageKind.allCases, seed: UInt64 = 5) -> SynthesisSettings {
    var settings = SynthesisSettings()
    (settings.width, settings.height) = (320, 260)
    settings.dpi = 75...300
    settings.seed = seed
    settings.kinds = kinds
    return settings
  }
}

/// One image of 8×8 for each of 62 characters: a rectangle of ink that differs from character to character.
let handwritingImages: [UInt8] = {
  var bytes: [UInt8] = [0, 0, 8, 3, 0, 0, 0, 62, 0, 0, 0, 8, 0, 0, 0, 8]
  for label in 0..<62 {
    for place in 0..<64 {
      let isInk = (1..<3 + label % 5).contains(place % 8) && (1..<7).contains(place / 8)
      bytes.append(isInk ? 255 : 0)
    }
  }
  return bytes
}()

/// The labels 0 to 61.
let handwritingLabels: [UInt8] = [0, 0, 8, 1, 0, 0, 0, 62] + Array(0..<62)
