import NeuralNetwork
import PipelineEngine

/// The exit codes of what can be wrong with networks and their files.
extension NetworkError: ExitStatusError {
  /// A bad file is bad data; a divergence or an impossible plan is reported as the program's own failure.
  public var status: ExitStatus {
    switch self {
    case .unreadableFile: .missingInput
    case .diverged, .tooLarge: .software
    default: .badPage
    }
  }
}
