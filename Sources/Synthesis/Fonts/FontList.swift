import PipelineEngine

/// The font files that pages may use: a style and a file name a line, such as `serif EBGaramond12-Regular.otf`.
///
/// Lines that begin with `#` are comments. The name of a file may have folders before it, where a name alone is not
/// enough to tell files apart.
public struct FontList: Sendable {
  /// A line of the list.
  public struct Entry: Sendable, Equatable {
    /// The style the list gives.
    public let style: FontStyle
    /// The file's name, or the end of its path.
    public let name: String
  }

  /// The lines in their order.
  public let entries: [Entry]

  /// Reads a list.
  ///
  /// - Parameters:
  ///   - text: The list's content.
  ///   - path: What messages call it.
  /// - Throws: ``SynthesisError`` for a line without a style and a name, or an empty list.
  public init(_ text: String, path: String) throws(SynthesisError) {
    var entries: [Entry] = []
    for (number, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      let words = line.split(maxSplits: 1, whereSeparator: \.isWhitespace)
      guard let first = words.first, !first.hasPrefix("#") else { continue }
      guard words.count == 2, let style = FontStyle(rawValue: String(first)) else {
        let styles = FontStyle.allCases.map(\.rawValue).joined(separator: ", ")
        throw SynthesisError(
          "\(path):\(number + 1): '\(line)' is not a style (\(styles)) and the name of a font file", status: .usage)
      }
      entries.append(Entry(style: style, name: String(words[1])))
    }
    guard !entries.isEmpty else { throw SynthesisError("\(path): the list names no font", status: .usage) }
    self.entries = entries
  }

  /// Reads a list's file.
  ///
  /// - Throws: `FileError` where it cannot be read, else as ``init(_:path:)``.
  public init(contentsOf path: String) throws {
    try self.init(String(decoding: readFile(path), as: UTF8.self), path: path)
  }
}
