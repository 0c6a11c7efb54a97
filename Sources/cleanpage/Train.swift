import ArgumentParser
import PipelineEngine

/// `cleanpage train`.
struct Train: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "train",
    abstract: "Train a network by a training pipeline.",
    discussion: """
      Ctrl-C saves the state and ends with exit code 130; --resume goes on from there, to the same weights as \
      without the interruption.

      Examples:
        cleanpage train Pipelines/train-denoiser.yaml
        cleanpage train Pipelines/train-denoiser.yaml --resume
      """)

  @Argument(help: "The pipeline file; its only stage is one that trains.")
  var pipeline: String

  @Option(
    name: .customLong("set"),
    help: ArgumentHelp("Set a value over the file's; may be repeated.", valueName: "key=value"))
  var values: [String] = []

  @Flag(help: "Go on from the state that an earlier run saved.")
  var resume = false

  @Flag(help: "Replace the model that an earlier run wrote.")
  var overwrite = false

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("Threads to compute with (default: one a processor).", valueName: "n"))
  var jobs: Int?

  @Flag(name: .shortAndLong, help: "Report nothing but errors.")
  var quiet = false

  func validate() throws {
    try checkJobs(jobs)
  }

  func run() throws {
    try reporting {
      var file = try PipelineFile.named(pipeline)
      for value in values { try file.set(value, catalogue: stageCatalogue) }
      var job = TrainingJob(pipelines: [file], catalogue: stageCatalogue)
      if let jobs { job.jobs = jobs }
      job.resume = resume
      job.overwrite = overwrite
      job.isQuiet = quiet
      return try job.run()
    }
  }
}
