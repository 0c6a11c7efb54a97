import Foundation
import TextTables

/// The measurement of what was read against what is written on the pages.
public struct TextEvaluationJob {
  /// A file of text, or a folder of them.
  public var readings: String
  /// A file of what is written there, or a folder of them, paired by relative path without extension.
  public var truth: String
  /// Where the line a page goes; standard output when `nil`.
  public var csv: String?
  /// Whether the file for lines may be replaced.
  public var replaces = false

  /// Makes an evaluation.
  public init(readings: String, truth: String) {
    self.readings = readings
    self.truth = truth
  }

  /// Runs the evaluation: a line a page as data, the figures over all pages on standard error.
  ///
  /// What has a truth and was not read does not count; how many such documents there are is said.
  ///
  /// - Throws: ``FileError`` for a file that cannot be compared or written: 66 when a reading has no truth; ``UsageError``
  ///   for a file and a folder.
  public func run() throws -> ExitStatus {
    if let csv { try AtomicFile.check(csv, replacing: replaces) }
    let readings = try TextDocuments(self.readings, kinds: [.txt])
    let truth = try TextDocuments(self.truth, kinds: [.txt, .json])
    guard readings.isFile == truth.isFile else {
      throw UsageError("\(self.readings) and \(self.truth) have to be two files or two folders")
    }
    let pages = try readings.files.flatMap { name, file in
      guard let truth = truth.files[name] else {
        throw FileError(file, "has no truth of the same name in \(self.truth)", status: .missingInput)
      }
      return try compare(file, with: truth, name: name.isEmpty ? stem(of: lastComponent(file)) : name)
    }.sorted { comesBefore($0.page, $1.page) }
    let lines = ([PageTextErrors.heads] + pages.map(\.cells)).map { $0.joined(separator: ",") + "\n" }
    let rows = Array(lines.joined().utf8)
    StatusLine.standard.message(Self.sentence(pages, unread: truth.files.count - readings.files.count))
    if let csv {
      try AtomicFile.write(rows, to: csv, replacing: replaces)
    } else {
      try writeStandardOutput(rows)
    }
    return .success
  }

  /// The errors of a document, page by page; a page that one of the files lacks is empty there.
  private func compare(_ reading: String, with truth: String, name: String) throws(FileError) -> [PageTextErrors] {
    let read = try TextDocuments.pages(of: reading)
    let written = try TextDocuments.pages(of: truth)
    return (0..<max(read.count, written.count)).map { index in
      PageTextErrors(
        page: index == 0 ? name : "\(name)#\(index + 1)", reading: index < read.count ? read[index] : "",
        truth: index < written.count ? written[index] : "")
    }
  }

  /// The figures of all pages, pooled over characters and words and as means.
  private static func sentence(_ pages: [PageTextErrors], unread: Int) -> String {
    func rates(_ errors: [TextErrors]) -> String {
      let pooled = errors.reduce(TextErrors(), +)
      let mean = errors.reduce(0) { $0 + $1.rate } / Double(max(1, errors.count))
      return "pooled \(decimals(100 * pooled.rate, 3)) % (\(pooled.edits) of \(pooled.length)) "
        + "mean \(decimals(100 * mean, 3)) %"
    }
    return "all pages: \(counted(pages.count, "page")), characters wrong \(rates(pages.map(\.characters))), "
      + "words wrong \(rates(pages.map(\.words)))"
      + (unread > 0 ? "; \(counted(unread, "document")) of the truth not read and not counted" : "")
  }
}
