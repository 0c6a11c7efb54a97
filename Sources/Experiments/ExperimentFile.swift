import Foundation
import ModelLibrary
import NeuralNetwork
import PipelineEngine

/// A pipeline file of an experiment.
public struct ExperimentFile {
  /// The name of the file without its extension, by which it is run.
  public let id: String
  /// The pipeline.
  public let pipeline: PipelineFile
  /// What the file sets.
  public let parameters: ExperimentParameters

  /// Reads a file.
  ///
  /// - Throws: `PipelineFileError` for what is wrong with it.
  public init(_ path: String) throws {
    pipeline = try PipelineFile(contentsOf: path)
    parameters = try pipeline.parameters(of: ExperimentStage.self)
    id = parameters.id
    let stem = (path.split(separator: "/").last ?? "").split(separator: ".").first ?? ""
    guard stem == id else {
      throw ExperimentError("\(path): the experiment is called '\(id)'; file and id must have one name", status: .usage)
    }
  }

  /// The letters at the front of the id, by which experiments are run together.
  public var group: String { String(id.prefix { $0.isLetter }) }

  /// Layers, shapes and parameters of the network.
  ///
  /// - Throws: Where the file cannot be used.
  public func networkSummary() throws -> NetworkSummary {
    let context = StageContext(workers: 1, baseDirectory: pipeline.baseDirectory)
    return try ExperimentStage(parameters, context: context).networkSummary()
  }

  /// The experiments of a folder, in the order of their names.
  ///
  /// - Throws: `FileError` where there is no such folder, or what is wrong with a file.
  public static func all(in folder: String) throws -> [ExperimentFile] {
    let names: [String]
    do {
      names = try FileManager.default.contentsOfDirectory(atPath: folder)
    } catch {
      throw FileError(folder, "cannot be read; name the folder of the experiments by --files", status: .missingInput)
    }
    return try names.filter { $0.hasSuffix(".yaml") }.map { try ExperimentFile(folder + "/" + $0) }
      .sorted { comesBefore($0.id, $1.id) }
  }
}
