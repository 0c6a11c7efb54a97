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

  @Flag(help: "Go on from the state that an earlier run saved.")
  var resume = false

  @Flag(help: "Replace the model that an earlier run wrote.")
  var overwrite = false

  @OptionGroup var training: TrainingOptions

  func run() throws {
    try reporting {
      var file = try PipelineFile.named(pipeline)
      try training.apply(to: &file)
      return try training.job([file], resume: resume, overwrite: overwrite).run()
    }
  }
}
