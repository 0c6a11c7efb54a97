import Foundation
import ModelLibrary
import NeuralNetwork

/// How far a run has come; it stands in the run's checkpoint beside the weights, so that the two fit each other.
struct RunState: Codable, Equatable {
  /// The phase that is trained, from 0.
  var phase = 0
  /// The epochs so far.
  var record: RunRecord
  /// Sums of the epoch that is under way.
  var running = RunningMeasures()
  /// Seconds of training of that epoch.
  var seconds = 0.0

  /// The state as a text, and back.
  init(text: String, file: String) throws {
    do {
      self = try RecordJSON.decode(RunState.self, from: Data(text.utf8))
    } catch {
      throw NetworkError.malformedFile(file: file, reason: "it is not the checkpoint of an experiment")
    }
  }

  init(record: RunRecord) { self.record = record }

  var text: String { get throws { try RecordJSON.text(self) } }
}
