import Foundation
import NeuralNetwork
import PipelineEngine

/// The files of a training run, beside one another: the model `NAME`, its checkpoint `NAME.checkpoint` and its log
/// `NAME.jsonl`.
public struct TrainingFiles: Sendable {
  /// The model.
  public let model: String

  /// Names the files of a model.
  public init(model: String) { self.model = model }

  /// The state that a run is continued from.
  public var checkpoint: String { model + ".checkpoint" }
  /// The log.
  public var log: String { model + ".jsonl" }

  /// Makes the folder, and looks whether the files may be written: what an earlier run left there is kept unless the
  /// session resumes or overwrites it.
  ///
  /// - Throws: `FileError` 73 where they may not.
  public func prepare(for session: TrainingSession) throws(FileError) {
    let folder = (model as NSString).deletingLastPathComponent
    if !folder.isEmpty { try createFolders(folder) }
    for path in [model, checkpoint] {
      try AtomicFile.check(path, replacing: session.resume || session.overwrite)
    }
  }

  /// Whether there is a checkpoint.
  public var hasCheckpoint: Bool { FileManager.default.fileExists(atPath: checkpoint) }

  /// Removes the checkpoint of an earlier run, where there is one.
  ///
  /// - Throws: `FileError` 73 when it cannot be removed.
  public func discardCheckpoint() throws(FileError) {
    guard hasCheckpoint else { return }
    do {
      try FileManager.default.removeItem(atPath: checkpoint)
    } catch {
      throw FileError(checkpoint, "cannot be removed: \(error.localizedDescription)", status: .cannotCreate)
    }
  }

  /// Continues a run from its checkpoint.
  ///
  /// - Throws: `NetworkError` where there is none, or it belongs to another run.
  public func restore(_ trainer: Trainer, identity: String) throws(NetworkError) {
    try trainer.restore(from: checkpointBytes(), identity: identity, file: checkpoint)
  }

  /// The notes in the checkpoint.
  ///
  /// - Throws: `NetworkError` where there is none, or it belongs to another run.
  public func notes(identity: String) throws(NetworkError) -> String {
    try Trainer.notes(in: checkpointBytes(), identity: identity, file: checkpoint)
  }

  private func checkpointBytes() throws(NetworkError) -> Data {
    // Mapped, so that a large state is read where it goes.
    guard let bytes = try? Data(contentsOf: URL(fileURLWithPath: checkpoint), options: .mappedIfSafe) else {
      throw .unreadableFile(file: checkpoint, reason: "there is no checkpoint to resume from")
    }
    return bytes
  }

  /// Saves what a run can be continued from.
  ///
  /// - Parameter notes: What whoever runs the trainer wants to know when it goes on.
  /// - Throws: `FileError` when that cannot be written.
  public func save(_ trainer: Trainer, identity: String, notes: String = "") throws(FileError) {
    try AtomicFile.write(to: checkpoint, replacing: true) { sink throws(FileError) in
      try trainer.writeCheckpoint(identity: identity, notes: notes, to: sink)
    }
  }

  /// Writes the finished model.
  ///
  /// - Throws: `FileError` when it cannot be written.
  public func write(_ finished: Model) throws {
    let contents = try ModelFile.Contents(finished)
    try AtomicFile.write(to: model, replacing: true) { sink throws(FileError) in try contents.write(to: sink) }
  }
}
