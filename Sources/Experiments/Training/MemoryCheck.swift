import Foundation
import NeuralNetwork
import PipelineEngine
import TextTables

/// Refuses a training that memory does not suffice for, before anything is allocated.
struct MemoryCheck {
  private let id: String
  private let optimizer: String
  /// Bytes that may be used.
  let available: Int

  init(_ parameters: ExperimentParameters) {
    id = parameters.id
    optimizer = parameters.optimizer.rawValue
    let own = Int(clamping: ProcessInfo.processInfo.physicalMemory)
    available = parameters.maxMemory > 0 ? Int(min(parameters.maxMemory * 0x1p30, 0x1p62)) : own
  }

  /// Checks what a training needs.
  ///
  /// - Throws: ``ExperimentError`` with the figures and the remedy.
  func check(_ need: TrainingMemory) throws(ExperimentError) {
    guard need.total > available else { return }
    let parts = [
      ("weights", need.weights), ("gradients", need.gradients), ("\(optimizer)'s moments", need.moments),
      ("copies of weights", need.copies), ("activations", need.activations), ("workspace", need.workspace),
    ].filter { $0.1 > 0 }.map { "\($0.0) \(Self.gibibytes($0.1))" }.joined(separator: ", ")
    let remedy =
      need.total - need.moments <= available
      ? "without moments \(Self.gibibytes(need.total - need.moments)) suffice: --optimiser sgd"
      : "take a smaller batch, or more memory"
    throw ExperimentError(
      "\(id): training needs \(Self.gibibytes(need.total)) of memory (\(parts)), but \(Self.gibibytes(available)) may be "
        + "used; \(remedy)", status: .usage)
  }

  static func gibibytes(_ bytes: Int) -> String { decimals(Double(bytes) / 0x1p30, 2) + " GiB" }
}
