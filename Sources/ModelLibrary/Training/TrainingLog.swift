import Foundation
import NeuralNetwork
import PipelineEngine

/// A line of a training log; a stage adds its validation figures.
public protocol TrainingLogLine: Codable, Equatable, Sendable {
  /// Steps done.
  var step: Int { get }
  /// Seconds since the run began, without those between its interruption and its continuation.
  var seconds: Double { get set }

  /// Makes a line.
  init(step: Int, loss: Double, rate: Double, seconds: Double)
}

/// A log of a training run: a JSON object a line.
public struct TrainingLog<Line: TrainingLogLine> {
  private let path: String
  private var text: String
  /// Seconds that the run took before it was continued.
  public let secondsBefore: Double

  /// Starts a log, or continues one after a step: lines of later steps are from work that was not saved.
  ///
  /// - Throws: `FileError` when the file cannot be written.
  public init(path: String, continuingAfter step: Int) throws {
    self.path = path
    var kept: [Line] = []
    if step > 0, let data = FileManager.default.contents(atPath: path) {
      kept = String(decoding: data, as: UTF8.self).split(separator: "\n").compactMap {
        try? JSONDecoder().decode(Line.self, from: Data($0.utf8))
      }.filter { $0.step <= step }
    }
    text = try kept.map { try sortedJSON($0) + "\n" }.joined()
    secondsBefore = kept.last?.seconds ?? 0
    try write()
  }

  /// Adds a line.
  ///
  /// - Throws: `FileError` when the file cannot be written.
  public mutating func append(_ line: Line) throws {
    text += try sortedJSON(line) + "\n"
    try write()
  }

  /// The log is small and lines are seconds apart, so it is written whole: a reader never sees half a line.
  private func write() throws { try AtomicFile.write(Array(text.utf8), to: path, replacing: true) }
}
