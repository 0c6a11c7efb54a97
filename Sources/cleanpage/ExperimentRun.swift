import ArgumentParser
import Experiments
import ModelLibrary
import PipelineEngine

/// `cleanpage experiment run`.
struct ExperimentRun: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run",
    abstract: "Train experiments and record every epoch.",
    discussion: """
      Each has a folder of its own among the records. What was finished with the same settings is not done again, and what \
      was interrupted goes on, to the same weights as without the interruption. Ctrl-C saves the state.

      Examples:
        cleanpage experiment run C24 --epochs 1 --limit 4
        cleanpage experiment run --group C --limit 4 --epochs 1
      """)

  @OptionGroup var selection: ExperimentSelection

  @Option(help: ArgumentHelp("Epochs, instead of the file's; of phases at most so many.", valueName: "n"))
  var epochs: Int?

  @Option(
    help: ArgumentHelp("For trying: train on at most so many examples, and validate on as many.", valueName: "n"))
  var limit: Int?

  @Option(
    name: [.customLong("optimiser"), .customLong("optimizer")],
    help: ArgumentHelp("sgd, adam, adamW or rmsprop, instead of the file's.", valueName: "name"))
  var optimizer: OptimizerName?

  @Option(help: ArgumentHelp("One way of dividing pages, random or trva, instead of both.", valueName: "name"))
  var split: SplitName?

  @OptionGroup var folders: ExperimentFolders

  @Flag(help: "Replace what earlier runs recorded.")
  var overwrite = false

  @Option(
    help: ArgumentHelp(
      "Memory that a training may take, such as 12G (default: the machine's); one that needs more is refused.",
      valueName: "bytes"))
  var maxMemory: ByteCount?

  @OptionGroup var training: TrainingOptions

  func run() throws {
    try reporting {
      let pipelines = try selection.files(in: folders.files).map { file in
        var pipeline = file.pipeline
        for (value, option) in settings(of: file) {
          try pipeline.set(value, catalogue: stageCatalogue, option: option)
        }
        try training.apply(to: &pipeline)
        return pipeline
      }
      return try training.job(pipelines, resume: true, overwrite: overwrite).run()
    }
  }

  /// What the options set, with their names.
  private func settings(of file: ExperimentFile) -> [(value: String, option: String)] {
    var result = [("output=\(absolutePath(folders.runs))", "--runs")]
    if let limit { result.append(("limit=\(limit)", "--limit")) }
    if let split { result.append(("splits=[\(split.rawValue)]", "--split")) }
    if let maxMemory { result.append(("maxMemory=\(Double(maxMemory.bytes) / 0x1p30)", "--max-memory")) }
    if let epochs {
      result.append(("epochs=\(epochs)", "--epochs"))
      if !file.parameters.phases.isEmpty { result.append(("mostEpochs=\(epochs)", "--epochs")) }
    }
    if let optimizer { result.append(("optimizer=\(optimizer.rawValue)", "--optimiser")) }
    return result
  }
}

extension OptimizerName: ExpressibleByArgument {}
extension SplitName: ExpressibleByArgument {}
