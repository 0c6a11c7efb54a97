import ArgumentParser

/// `cleanpage bench`.
struct Bench: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "bench",
    abstract: "Measure how fast this machine computes.",
    discussion: """
      Times are medians of whole runs by the wall clock. GFLOP/s count two operations for a multiply-add of the direct \
      method, whatever method is used; the share of the peak is against a large matrix product in the same run.

      Example:
        cleanpage bench network default --size 540x420
      """,
    subcommands: [BenchNetwork.self])
}
