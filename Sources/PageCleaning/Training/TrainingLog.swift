import Foundation
import NeuralNetwork

/// A log of a training run: a JSON object a line, appended to.
struct TrainingLog {
  /// One line.
  struct Line: Codable, Equatable {
    var step: Int
    var loss: Double
    var rate: Double
    var seconds: Double
    /// On the lines of validations.
    var validationRMSE: Double?
  }

  private let path: String

  /// Starts a log, or continues one after a step: lines of later steps are from work that was not saved.
  init(path: String, continuingAfter step: Int) throws {
    self.path = path
    var kept: [Line] = []
    if step > 0, let data = FileManager.default.contents(atPath: path) {
      kept = String(decoding: data, as: UTF8.self).split(separator: "\n").compactMap {
        try? JSONDecoder().decode(Line.self, from: Data($0.utf8))
      }.filter { $0.step <= step }
    }
    let text = try kept.map { try sortedJSON($0) + "\n" }.joined()
    try Data(text.utf8).write(to: URL(fileURLWithPath: path), options: .atomic)
    secondsBefore = kept.last?.seconds ?? 0
  }

  /// Seconds that the run took before it was continued.
  let secondsBefore: Double

  /// Adds a line.
  func append(_ line: Line) throws {
    let handle = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
    defer { try? handle.close() }
    try handle.seekToEnd()
    try handle.write(contentsOf: Data((try sortedJSON(line) + "\n").utf8))
  }
}
