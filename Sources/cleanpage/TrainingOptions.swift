import ArgumentParser
import PipelineEngine

/// The options of all commands that train.
struct TrainingOptions: ParsableArguments {
  @Option(
    name: .customLong("set"),
    help: ArgumentHelp("Set a value over the file's; may be repeated.", valueName: "key=value"))
  var values: [String] = []

  @Option(
    name: .jobs, help: ArgumentHelp("Threads to compute with (default: one a processor).", valueName: "n"))
  var jobs: Int?

  @Flag(name: .shortAndLong, help: "Report nothing but errors.")
  var quiet = false

  func validate() throws { try checkJobs(jobs) }

  /// Sets the values over those of a pipeline.
  func apply(to pipeline: inout PipelineFile) throws {
    for value in values { try pipeline.set(value, catalogue: stageCatalogue) }
  }

  /// The training by pipelines.
  func job(_ pipelines: [PipelineFile], resume: Bool, overwrite: Bool) -> TrainingJob {
    var job = TrainingJob(pipelines: pipelines, catalogue: stageCatalogue)
    if let jobs { job.jobs = jobs }
    job.resume = resume
    job.overwrite = overwrite
    job.isQuiet = quiet
    return job
  }
}
