import Randomness

/// The opened fonts of one worker, and how one is drawn.
final class FontShelf {
  /// A face and what the catalogue says of it.
  struct Face {
    let index: Int
    let font: FontCatalogue.Font
    let typeface: any Typeface
  }

  /// What lettering is for: how often each style is drawn for it.
  enum Purpose {
    case body, heading, letter, receipt, label

    fileprivate func weight(_ style: FontStyle) -> Double {
      switch self {
      case .body: [.serif: 42, .sans: 29, .mono: 8, .slab: 7, .display: 3, .blackletter: 4, .script: 7][style] ?? 20
      case .heading:
        [.serif: 25, .sans: 33, .mono: 3, .slab: 11, .display: 18, .blackletter: 5, .script: 5][style] ?? 20
      case .letter: [.script: 85, .serif: 8, .mono: 4, .sans: 3][style] ?? 1
      case .receipt: [.mono: 85, .sans: 10, .display: 2][style] ?? 1
      case .label: [.sans: 60, .serif: 25, .mono: 8, .slab: 7][style] ?? 1
      }
    }
  }

  private let catalogue: FontCatalogue
  private var opened: [Int: any Typeface] = [:]

  init(_ catalogue: FontCatalogue) { self.catalogue = catalogue }

  /// Draws a face: a style by the purpose, a family of it, and a face of the family, upright and of usual weight more
  /// often than not.
  func draw(for purpose: Purpose, _ random: inout SeededRandom) throws -> Face {
    let styles = FontStyle.allCases.filter { catalogue.families[$0] != nil }
    let style = random.choice(of: styles) { purpose.weight($0) }
    let family = random.element(of: catalogue.families[style] ?? [])
    return try face(random.choice(of: family, weight: faceWeight))
  }

  /// Another face of the same family, bold or italic; `nil` where there is none.
  func companion(of face: Face, bold: Bool, italic: Bool) throws -> Face? {
    let index = catalogue.fonts.indices.first { index in
      let font = catalogue.fonts[index]
      return font.family == face.font.family && font.style == face.font.style && font.isBold == bold
        && font.isItalic == italic && index != face.index
    }
    return try index.map(self.face)
  }

  private func faceWeight(_ index: Int) -> Double {
    let font = catalogue.fonts[index]
    return switch (font.isBold, font.isItalic) {
    case (false, false): 12
    case (true, false): 3
    case (false, true): 4
    case (true, true): 1
    }
  }

  private func face(_ index: Int) throws -> Face {
    let font = catalogue.fonts[index]
    if let typeface = opened[index] { return Face(index: index, font: font, typeface: typeface) }
    let typeface = try catalogue.open(font.path)
    opened[index] = typeface
    return Face(index: index, font: font, typeface: typeface)
  }
}
