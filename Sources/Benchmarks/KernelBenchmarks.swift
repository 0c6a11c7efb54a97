import NeuralNetwork

/// Times single kernels at the sizes of the shipped networks.
public struct KernelBenchmarks {
  /// Columns of the feature maps.
  public var width = 256
  /// Rows of the feature maps.
  public var height = 64

  /// Makes a benchmark on maps of 256×64.
  public init() {}

  /// Times all kernels, the machine's peak on one thread and on all workers first.
  public func run(_ settings: BenchmarkSettings) -> [BenchmarkRow] {
    let workers = settings.workers
    let peak = MachinePeak(workers: workers, settings: settings)
    let single = workers > 1 ? [MachinePeak(workers: 1, settings: settings).row] : []
    let pool = WorkerPool(count: workers)
    let rows = KernelBenchmark.all(width: width, height: height, workers: workers).map { kernel in
      BenchmarkRow(
        name: kernel.name, work: kernel.work, input: kernel.input.map { "\($0)" } ?? "", batch: kernel.batch,
        workers: workers, seconds: settings.time(kernel.prepared(pool: pool)), multiplyAdds: kernel.multiplyAdds,
        multiplyAddsDone: kernel.multiplyAddsDone, peak: peak.gigaflops)
    }
    return single + [peak.row] + rows
  }
}
