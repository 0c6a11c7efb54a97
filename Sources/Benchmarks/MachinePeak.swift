import NeuralNetwork

/// What the machine can do: a large single-precision matrix product, measured in the same run as what is compared
/// with it.
struct MachinePeak {
  /// The product, timed.
  let row: BenchmarkRow

  /// Times one product a worker, all at once.
  init(workers: Int, settings: BenchmarkSettings) {
    let kernel = KernelBenchmark.machineProduct(workers: workers)
    let seconds = settings.time(kernel.prepared(pool: WorkerPool(count: workers)))
    row = BenchmarkRow(
      name: kernel.name, work: kernel.work, input: "", batch: kernel.batch, workers: workers, seconds: seconds,
      multiplyAdds: kernel.multiplyAdds)
    gigaflops = 2e-9 * Double(kernel.multiplyAdds) / max(seconds.minimum, .leastNormalMagnitude)
  }

  /// 10⁹ operations a second of all workers together, in the fastest run: other work on the machine must not make it
  /// look slower than it is.
  let gigaflops: Double
}
