import Foundation
import Imaging
import ModelLibrary
import NeuralNetwork
import PageCleaning
import PipelineEngine

/// Times networks: the forward pass, or a whole training step.
public struct NetworkBenchmark {
  private let models: [(name: String, model: Model)]
  /// Pixels, for networks that take any size.
  public var width = 540
  /// Pixels, for networks that take any size.
  public var height = 420
  /// Samples of a run.
  public var batch = 1
  /// Whether training steps are timed instead of forward passes.
  public var trains = false
  /// A file of the input's floats, `[batch, height, width, channels]`; a pattern is used where there is none.
  public var inputFile: String?
  /// A file for the output's floats, `[batch, height, width, channels]`.
  public var outputFile: String?
  /// Whether that file may be there already.
  public var replaces = false
  /// Whether the row tells images a second.
  public var countsImages = false

  /// Makes a benchmark of models, with defaults for the rest.
  public init(models: [(name: String, model: Model)]) { self.models = models }

  /// Makes a benchmark with defaults for the rest.
  ///
  /// - Parameter names: Names of models inside the program, model files or network files.
  /// - Throws: `NetworkError` where a network cannot be read.
  public init(names: [String]) throws {
    self.init(models: try names.map { ($0, try ShippedModels.modelOrNetwork($0)) })
  }

  /// Times all networks, the machine's peak first.
  ///
  /// - Throws: `NetworkError` where a network does not fit the input, `FileError` for the files of floats.
  public func run(_ settings: BenchmarkSettings) throws -> [BenchmarkRow] {
    if let outputFile { try AtomicFile.check(outputFile, replacing: replaces) }
    let peak = MachinePeak(workers: settings.workers, settings: settings)
    return try [peak.row] + rows(settings, peak: peak)
  }

  /// Times all networks.
  func rows(_ settings: BenchmarkSettings, peak: MachinePeak) throws -> [BenchmarkRow] {
    try models.map { name, model in
      let input = try model.network.input(width: width, height: height)
      let timed = Case(name: name, model: model, input: input, benchmark: self, settings: settings)
      return try timed.run(peak: peak.gigaflops)
    }
  }

  /// Times one model on an input of a shape.
  private struct Case {
    let name: String
    let model: Model
    let input: FeatureShape
    let benchmark: NetworkBenchmark
    let settings: BenchmarkSettings

    private var batch: Int { benchmark.batch }
    private var floatCount: Int { batch * input.count }

    func run(peak: Double) throws -> BenchmarkRow {
      let cost = try TrainingCost(model.network, input: input)
      let pool = WorkerPool(count: settings.workers)
      let timing =
        benchmark.trains ? try timeTraining(pool: pool) : try timeForward(pool: pool)
      return BenchmarkRow(
        name: name, work: benchmark.trains ? "training step" : "forward", input: "\(input)", batch: batch,
        workers: settings.workers, seconds: timing,
        multiplyAdds: batch * (benchmark.trains ? cost.step : cost.forward), countsImages: benchmark.countsImages,
        peak: peak)
    }

    private func values() throws -> [Float] {
      guard let file = benchmark.inputFile else { return SampleValues.floats(count: floatCount) }
      return try FloatFile.read(file, count: floatCount, shape: "\(batch) × \(input)")
    }

    private func timeForward(pool: WorkerPool) throws -> Timing {
      if batch == 1, model.network.inputSize == nil, let network = try? PageNetwork(model) {
        return try timePage(network, pool: pool)
      }
      let plan = try InferencePlan(model, input: input, batch: batch, pool: pool)
      let values = try values()
      let timing = settings.time {
        plan.withInput { _ = $0.update(fromContentsOf: values) }
        plan.run()
      }
      try plan.withOutput { try write(Array($0)) }
      return timing
    }

    /// As pages are really cleaned: 16-bit gray in and out, strips on all workers.
    private func timePage(_ network: PageNetwork, pool: WorkerPool) throws -> Timing {
      let processor = TileProcessor([network], pool: pool)
      let values = try values()
      let page = GrayImage(
        width: input.width, height: input.height,
        samples: values.map { UInt16(min(max($0, 0), 1) * 65535 + 0.5) })
      let timing = try settings.time { _ = try processor.process(page, tileSize: TileStage.Parameters().size) }
      if benchmark.outputFile != nil { try write(streamed(values)) }
      return timing
    }

    /// The page in floats, from one plan of its whole width on one thread: not from the run that is timed, in which
    /// ``TileProcessor`` cuts the page into tiles for all workers, with 16 bits in and out.
    private func streamed(_ values: [Float]) throws -> [Float] {
      let plan = try StreamingPlan(PreparedModel(model), input: input)
      var output = [Float](repeating: 0, count: plan.outputShape.count)
      let outputCount = plan.outputShape.width * plan.outputShape.channels
      values.withUnsafeBufferPointer { source in
        output.withUnsafeMutableBufferPointer { target in
          guard let source = source.baseAddress, let target = target.baseAddress else { return }
          let inputCount = input.width * input.channels
          plan.run { row, place in
            place.update(from: source + row * inputCount, count: inputCount)
          } write: { row, line in
            (target + row * outputCount).update(from: line, count: outputCount)
          }
        }
      }
      return output
    }

    private func write(_ output: @autoclosure () throws -> [Float]) throws {
      guard let file = benchmark.outputFile else { return }
      try FloatFile.write(output(), to: file, replacing: benchmark.replaces)
    }

    /// Forward, loss, backward and the update of the weights, from fresh weights; the target is the output's shape of
    /// pattern, or the first class where the network ends in a softmax.
    private func timeTraining(pool: WorkerPool) throws -> Timing {
      let classifies = model.network.nodes.last?.layer is Softmax
      let trainer = try Trainer(
        model.network,
        settings: .init(
          loss: classifies ? .crossEntropy : .meanSquaredError, optimizer: .adam(), schedule: .constant(1e-3),
          steps: settings.warmUp + settings.runs, seed: 1),
        input: input, batch: batch, pool: pool)
      let values = try values()
      let output = try model.network.shapes(input: input).last ?? input
      let targets =
        classifies
        ? (0..<batch * output.count).map { $0 % output.channels == 0 ? 1 : 0 }
        : SampleValues.floats(count: batch * output.count)
      return try settings.time {
        _ = try trainer.advance { _, batch in
          _ = batch.input.update(fromContentsOf: values)
          _ = batch.target.update(fromContentsOf: targets)
        }
      }
    }
  }
}
