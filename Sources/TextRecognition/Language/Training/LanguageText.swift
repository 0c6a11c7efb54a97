import Foundation
import PipelineEngine

/// A text as a language model is trained on it: runs of white space are one space, control and format characters are
/// left out.
struct LanguageText: Sendable, Equatable {
  /// The code points.
  let scalars: [UInt32]

  /// Takes a text as it is.
  init(_ text: some Sequence<Unicode.Scalar>) {
    var scalars: [UInt32] = []
    for scalar in text {
      if scalar.isSpace {
        if scalars.last.map({ $0 != 0x20 }) ?? false { scalars.append(0x20) }
      } else if (0x21...0x7E).contains(scalar.value) || !Self.isLeftOut(scalar) {
        scalars.append(scalar.value)
      }
    }
    self.scalars = scalars
  }

  private init(scalars: [UInt32]) { self.scalars = scalars }

  /// Reads a file of UTF-8 text.
  ///
  /// - Throws: `FileError` where it cannot be read or is not UTF-8.
  init(contentsOf path: String) throws(FileError) {
    guard let text = String(validating: try readFile(path), as: UTF8.self) else {
      throw FileError(path, "is not UTF-8 text; convert it, for example with iconv", status: .badPage)
    }
    self.init(text.unicodeScalars)
  }

  /// The first characters of the text, and those after them.
  func split(at count: Int) -> (LanguageText, LanguageText) {
    (LanguageText(scalars: Array(scalars.prefix(count))), LanguageText(scalars: Array(scalars.dropFirst(count))))
  }

  /// The text as characters.
  var characters: some Sequence<Unicode.Scalar> { scalars.lazy.compactMap { Unicode.Scalar($0) } }

  /// The text in capitals.
  var inCapitals: [Unicode.Scalar] {
    characters.flatMap { Array($0.properties.uppercaseMapping.unicodeScalars) }
  }

  private static func isLeftOut(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .format, .surrogate, .privateUse, .unassigned: true
    default: false
    }
  }
}
