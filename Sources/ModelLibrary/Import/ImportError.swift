import NeuralNetwork
import PipelineEngine
import Yams

/// What is wrong with a name map, or with weights that are to be imported by one.
public struct ImportError: ExitStatusError, CustomStringConvertible, Sendable, Equatable {
  /// One sentence that names the file, the tensor and the remedy.
  public let description: String
  /// ``ExitStatus/usage`` for a name map, ``ExitStatus/badPage`` for weights.
  public let status: ExitStatus

  /// An error in a name map.
  init(map file: String, at mark: Mark? = nil, _ reason: String) {
    description = mark.map { "\(file):\($0.line):\($0.column): \(reason)" } ?? "\(file): \(reason)"
    status = .usage
  }

  /// An error in a weight file.
  init(weights file: String, _ reason: String) {
    description = "\(file): \(reason)"
    status = .badPage
  }
}
