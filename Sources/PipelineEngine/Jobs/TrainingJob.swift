/// Training runs, one after the other, as a command line describes them.
public struct TrainingJob {
  /// The pipelines, with the values of the command line set.
  public var pipelines: [PipelineFile]
  /// The stages there are.
  public var catalogue: StageCatalogue
  /// Threads to compute with.
  public var jobs = PageJob.defaultJobs
  /// Whether to go on from the state that an earlier run saved.
  public var resume = false
  /// Whether the model that an earlier run wrote may be replaced.
  public var overwrite = false
  /// Whether nothing but errors is reported.
  public var isQuiet = false

  /// Makes a job with defaults for the rest.
  public init(pipelines: [PipelineFile], catalogue: StageCatalogue) {
    self.pipelines = pipelines
    self.catalogue = catalogue
  }

  /// Trains, with progress on standard error.
  ///
  /// The first Ctrl-C has the stage save its state and end; the second ends the program at once. It is the only
  /// user of ``Interruption`` in the program then.
  ///
  /// - Returns: The exit code: 130 when interrupted.
  public func run() throws -> ExitStatus {
    let context = StageContext(workers: jobs)
    // All are checked before the first is trained, which may take hours.
    let trainings = try pipelines.map { try TrainingPipeline($0, catalogue: catalogue, context: context) }
    let bar = ProgressBar()
    let isQuiet = isQuiet
    let session = TrainingSession(resume: resume, overwrite: overwrite) { progress in
      if !isQuiet { bar.show(progress) }
    } tell: { text in
      if !isQuiet { StatusLine.standard.message(text) }
    }
    Interruption.handle { earlier in
      session.cancel()
      if earlier == 0 {
        StatusLine.standard.message("cleanpage: stopping; saving the state (Ctrl-C again ends at once)")
      }
      return earlier == 0
    }
    defer { bar.finish() }
    var result = ExitStatus.success
    for training in trainings {
      do {
        switch try training.train(session) {
        case .finished(let summary):
          bar.finish()
          if !isQuiet { StatusLine.standard.message("cleanpage: \(summary)") }
        case .interrupted(let summary):
          bar.finish()
          StatusLine.standard.message("cleanpage: interrupted; \(summary)")
          return .interrupted
        }
      } catch  where trainings.count > 1 {
        // The others are done all the same.
        bar.finish()
        StatusLine.standard.message("cleanpage: \(error)")
        if result == .success { result = exitStatus(of: error) }
      }
    }
    return result
  }
}
