import ArgumentParser
import Benchmarks
import PipelineEngine

/// What the benchmarks have in common.
struct BenchOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Runs before those that count.", valueName: "n"))
  var warmUp = 1

  @Option(help: ArgumentHelp("Runs that count.", valueName: "n"))
  var runs = 7

  @Option(help: ArgumentHelp("Threads to compute with (default: one a processor).", valueName: "n"))
  var workers: Int?

  @Flag(help: "Print one JSON object, times in seconds, instead of a table.")
  var json = false

  func validate() throws {
    if !(0...10_000).contains(warmUp) {
      throw ValidationError("--warm-up must be from 0 to 10000, not \(warmUp).")
    }
    if !(1...10_000).contains(runs) { throw ValidationError("--runs must be from 1 to 10000, not \(runs).") }
    if let workers, !(1...PageJob.mostJobs).contains(workers) {
      throw ValidationError("--workers must be from 1 to \(PageJob.mostJobs), not \(workers).")
    }
  }

  /// Runs a benchmark and prints its rows.
  func report(_ benchmark: (BenchmarkSettings) throws -> [BenchmarkRow]) throws {
    try reporting {
      let settings = BenchmarkSettings(warmUp: warmUp, runs: runs, workers: workers ?? PageJob.defaultJobs)
      let report = BenchmarkReport(arguments: Array(CommandLine.arguments.dropFirst()), rows: try benchmark(settings))
      try writeStandardOutput(line: json ? report.json() : report.description)
      return .success
    }
  }
}

/// Checks a number of samples on the command line of a benchmark.
func checkBatch(_ batch: Int) throws {
  if !(1...4096).contains(batch) {
    throw ValidationError("--batch must be from 1 to 4096, not \(batch).")
  }
}
