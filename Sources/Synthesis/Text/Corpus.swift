import PipelineEngine
import Randomness

/// Running text that pages are filled with, as paragraphs of words.
public struct Corpus: Sendable {
  /// Paragraphs are cut where they have more words, so that a book without empty lines is not one.
  private static let longest = 150

  /// Words of each paragraph, blanks taken out.
  let paragraphs: [[Substring]]

  /// Takes a text apart: paragraphs are separated by empty lines.
  ///
  /// Control characters are dropped, as are paragraphs of fewer than three words.
  ///
  /// - Throws: ``SynthesisError`` where no paragraph is left.
  public init(_ text: String, name: String) throws(SynthesisError) {
    var paragraphs: [[Substring]] = []
    var words: [Substring] = []
    func isPrintable(_ character: Character) -> Bool {
      character.unicodeScalars.allSatisfy { scalar in
        switch scalar.properties.generalCategory {
        case .control, .format, .privateUse, .surrogate, .unassigned: false
        default: true
        }
      }
    }
    for line in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
      let found = line.split(whereSeparator: \.isWhitespace)
      if found.isEmpty || words.count >= Self.longest {
        if words.count > 2 { paragraphs.append(words) }
        words = []
      }
      for word in found {
        words.append(word.allSatisfy(isPrintable) ? word : Substring(word.filter(isPrintable)))
      }
    }
    if words.count > 2 { paragraphs.append(words) }
    paragraphs = paragraphs.map { $0.filter { !$0.isEmpty } }.filter { !$0.isEmpty }
    guard !paragraphs.isEmpty else {
      throw SynthesisError("\(name): has no paragraph of running text", status: .badPage)
    }
    self.paragraphs = paragraphs
  }

  /// Reads texts in UTF-8 and joins them: files, and folders whose `.txt` files are taken, recursively.
  ///
  /// - Throws: `FileError` where one cannot be read, ``SynthesisError`` where a path does not exist, else as
  ///   ``init(_:name:)``.
  public init(contentsOf paths: [String]) throws {
    let texts = try materialFiles(paths, extensions: ["txt"]).map { String(decoding: try readFile($0), as: UTF8.self) }
    try self.init(texts.joined(separator: "\n\n"), name: paths.joined(separator: ", "))
  }

  /// Reads on through paragraphs from a place drawn at random, and around at the end.
  struct Reader {
    private let paragraphs: [[Substring]]
    private var next: Int

    init(_ corpus: Corpus, _ random: inout SeededRandom) {
      paragraphs = corpus.paragraphs
      next = random.below(paragraphs.count)
    }

    /// The next paragraph.
    mutating func paragraph() -> [Substring] {
      defer { next = (next + 1) % paragraphs.count }
      return paragraphs[next]
    }

    /// So many words in a row, from the next paragraph that has them; fewer where none of a hundred has.
    mutating func phrase(_ count: Int, _ random: inout SeededRandom) -> [Substring] {
      var longest: [Substring] = []
      for _ in 0..<100 {
        let words = paragraph()
        if words.count > longest.count { longest = words }
        if words.count >= count { break }
      }
      let start = random.below(max(1, longest.count - count + 1))
      return Array(longest[start..<min(start + count, longest.count)])
    }
  }
}
