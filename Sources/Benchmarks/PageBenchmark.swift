import ModelLibrary
import NeuralNetwork
import PageCleaning
import PipelineEngine

/// Times whole pages from the bytes of their files to the bytes of their results, by the stages of the built-in
/// pipeline.
public struct PageBenchmark {
  /// Files, or folders of them.
  public var files: [String]
  /// Name of a model inside the program, or a model file.
  public var model = "default"

  /// Makes a benchmark with the default model.
  public init(files: [String]) { self.files = files }

  /// Times all documents, the machine's peak first; for each its decoding, cleaning and encoding, and the whole.
  ///
  /// - Throws: `FileError` where a file cannot be read, and what the stages throw.
  public func run(_ settings: BenchmarkSettings) throws -> [BenchmarkRow] {
    let documents = try InputDocuments(files).map { try $0.load() }
    let network = try ShippedModels.model(model).network
    let stages = try TimedStages(model: model, workers: settings.workers)
    let peak = MachinePeak(workers: settings.workers, settings: settings)
    return try [peak.row]
      + documents.flatMap { document in
        for _ in 0..<settings.warmUp { _ = try stages.run(document) }
        return try Self.rows(
          document, runs: (0..<settings.runs).map { _ in try stages.run(document) }, network: network,
          workers: settings.workers, peak: peak.gigaflops)
      }
  }

  private static func rows(
    _ document: Document, runs: [TimedStages.Run], network: NetworkSpec, workers: Int, peak: Double
  ) throws -> [BenchmarkRow] {
    let sizes = runs.first?.sizes ?? []
    let multiplyAdds = try sizes.reduce(0) { sum, size in
      sum
        + (try NetworkSummary(network, input: network.input(width: size.width, height: size.height)).multiplyAdds)
    }
    let phases: [(work: String, seconds: (TimedStages.Run) -> Double, multiplyAdds: Int?)] = [
      ("decode", { $0.decoding }, nil), ("clean", { $0.cleaning }, multiplyAdds), ("encode", { $0.encoding }, nil),
      ("whole page", { $0.decoding + $0.cleaning + $0.encoding }, multiplyAdds),
    ]
    return phases.map { phase in
      BenchmarkRow(
        name: document.name, work: phase.work, input: sizes.first.map { "\($0.height)×\($0.width)" } ?? "",
        batch: sizes.count, workers: workers, seconds: Timing(seconds: runs.map(phase.seconds)),
        multiplyAdds: phase.multiplyAdds, pixels: sizes.reduce(0) { $0 + $1.width * $1.height }, peak: peak)
    }
  }
}
