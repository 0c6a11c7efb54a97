import ArgumentParser

/// `cleanpage bench`.
struct Bench: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "bench",
    abstract: "Measure how fast this machine computes.",
    discussion: """
      Times are medians of whole runs by the wall clock, the spread is from the fastest to the slowest. GFLOP/s count \
      two operations for each multiply-add of the direct method, whatever method is used, and so may exceed the peak: \
      the fastest of several large matrix products of OpenBLAS, measured first.

      Examples:
        cleanpage bench network default --size 540x420
        cleanpage bench pages scan.tif
      """,
    subcommands: [BenchKernels.self, BenchNetwork.self, BenchPages.self, BenchClassifier.self])
}
