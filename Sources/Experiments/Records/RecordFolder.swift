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

  /// The record; nil where nothing has finished or was interrupted.
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

  /// Of all files that an experiment leaves.
  private static let extensions = ["json", "safetensors", "checkpoint", "png", "svg", "html"]

  /// Removes the record, its report, and the runs' checkpoints, models and pictures.
  ///
  /// - Throws: `FileError` when a file cannot be removed.
  func clear() throws {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
    for name in names where Self.extensions.contains((name as NSString).pathExtension) {
      do {
        try FileManager.default.removeItem(atPath: path + "/" + name)
      } catch {
        throw FileError(path + "/" + name, "cannot be removed: \(error.localizedDescription)", status: .cannotCreate)
      }
    }
  }
}
