import CPipelines
import ModelLibrary
import NeuralNetwork
import PageCleaning

/// Times a classifier of 28×28 images: images a second, forward and in training steps.
public struct ClassifierBenchmark {
  /// A network or model file; nil for the EMNIST network inside the program.
  public var network: String?
  /// Images of a run.
  public var batch = 128

  /// Extent of the images, for networks that take any size.
  private static let extent = 28

  /// Makes a benchmark with batches of 128.
  public init(network: String?) { self.network = network }

  /// Times both, the machine's peak first.
  ///
  /// - Throws: `NetworkError` where the network cannot be read or does not fit.
  public func run(_ settings: BenchmarkSettings) throws -> [BenchmarkRow] {
    var benchmark = NetworkBenchmark(models: [try model()])
    (benchmark.width, benchmark.height) = (Self.extent, Self.extent)
    benchmark.batch = batch
    benchmark.countsImages = true
    var training = benchmark
    training.trains = true
    let peak = MachinePeak(workers: settings.workers, settings: settings)
    return try [peak.row] + benchmark.rows(settings, peak: peak) + training.rows(settings, peak: peak)
  }

  private func model() throws -> (name: String, model: Model) {
    if let network { return (network, try ShippedModels.modelOrNetwork(network)) }
    let file = "Pipelines/networks/emnist-d4.yaml"
    let network = try NetworkFile.decode(String(cString: network_emnist_d4()), file: file)
    return (network.name, try Model(initializing: network, seed: 1))
  }
}
