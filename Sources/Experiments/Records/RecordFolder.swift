import Foundation
import ModelLibrary
import NeuralNetwork
import PipelineEngine

/// The folder of one experiment: `record.json`, its report, and for each run its model, its checkpoint and its pictures.
public struct RecordFolder: Sendable {
  /// The folder.
  public let path: String

  /// Names the folder of an experiment below that of all.
  public init(_ folder: String, id: String) { path = folder + "/" + id }

  /// The record's file.
  public var recordPath: String { path + "/record.json" }

  /// The files of a run.
  func files(_ run: String) -> TrainingFiles { TrainingFiles(model: "\(path)/\(run).safetensors") }

  /// The record; nil where nothing was begun.
  ///
  /// - Throws: ``ExperimentError`` where the file is no record.
  public func read() throws -> ExperimentRecord? {
    guard let bytes = FileManager.default.contents(atPath: recordPath) else { return nil }
    do {
      return try RecordJSON.decode(ExperimentRecord.self, from: bytes)
    } catch {
      throw ExperimentError("\(recordPath): is no record of an experiment; remove it or name another folder by --runs")
    }
  }

  /// Writes the record.
  ///
  /// - Throws: `FileError` when it cannot be written.
  func write(_ record: ExperimentRecord) throws {
    try AtomicFile.write(Array((try RecordJSON.text(record) + "\n").utf8), to: recordPath, replacing: true)
  }

  private static let checkpointEnding = TrainingFiles(model: ".safetensors").checkpoint

  private var fileNames: [String] { (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? [] }

  /// Whether there is a run that can be continued.
  var hasCheckpoints: Bool { fileNames.contains { $0.hasSuffix(Self.checkpointEnding) } }

  /// Runs that are not in the record but have a checkpoint, as far as they came.
  ///
  /// - Throws: `NetworkError` where a checkpoint is none of this experiment.
  func unfinished(_ record: ExperimentRecord) throws -> [RunRecord] {
    let ending = Self.checkpointEnding
    let runs = fileNames.filter { $0.hasSuffix(ending) }.map { String($0.dropLast(ending.count)) }.sorted()
    return try runs.filter { run in !record.runs.contains { $0.name == run } }.map { run in
      let files = files(run)
      return try RunState(text: files.notes(identity: record.identity), file: files.checkpoint).record
    }
  }

  /// Of all files that an experiment leaves.
  private static let extensions = ["json", "safetensors", "checkpoint", "png", "svg", "html"]

  /// Removes the record, its report, and the runs' checkpoints, models and pictures.
  ///
  /// - Throws: `FileError` when a file cannot be removed.
  func clear() throws {
    for name in fileNames where Self.extensions.contains((name as NSString).pathExtension) {
      do {
        try FileManager.default.removeItem(atPath: path + "/" + name)
      } catch {
        throw FileError(path + "/" + name, "cannot be removed: \(error.localizedDescription)", status: .cannotCreate)
      }
    }
  }
}
