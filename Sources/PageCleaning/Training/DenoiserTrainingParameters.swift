import ModelLibrary
import NeuralNetwork
import PipelineEngine

/// What a pipeline file sets for the training of a denoiser.
public struct DenoiserTrainingParameters: TrainerParameters, Equatable {
  /// The network file.
  public var network = "networks/unet.yaml"
  /// A model to start from.
  public var initial: String?
  /// The folder of noisy pages.
  public var noisy = ""
  /// The folder of clean pages.
  public var clean = ""
  /// What the pages are.
  public var data = ""
  /// Divisor of the page numbers that tells training and validation pages apart.
  public var modulo = 1
  /// Remainders of training pages.
  public var trainRemainders = [0]
  /// Remainders of validation pages.
  public var validateRemainders = [0]
  /// A folder of clean pages to degrade.
  public var synthetic: String?
  /// The share of crops that are from those pages.
  public var syntheticShare = 0.5
  /// The share of crops whose clean page is degraded anew.
  public var degradedShare = 0.0
  /// The share of those two kinds of crops that nothing happens to.
  public var untouchedShare = 0.1
  /// How much those two kinds of crops count in the loss, the others counting 1.
  public var syntheticWeight = 1.0
  /// The share of the other crops that are taken at another size.
  public var scaledShare = 0.0
  /// The smallest and the largest enlargement of those.
  public var scales = [0.7, 2.5]
  /// How clean pages are degraded.
  public var degradations = "everything"
  /// Pictures of paper, and folders of them.
  public var papers: [String] = []
  /// The model file to write.
  public var output = ""
  /// Steps of the run.
  public var steps = 12000
  /// Crops a step.
  public var batch = 8
  /// Extent of a crop.
  public var crop = 176
  /// Mirror crops.
  public var flips = true
  /// Darken noisy crops.
  public var darkening = 0.1
  /// What is made small.
  public var loss = Loss.meanSquaredError
  /// The root mean squared error under which ``Loss/rootMeanSquaredError`` weighs a crop by its square.
  public var rootFloor = Loss.standardRootFloor
  /// The rule of change.
  public var optimizer = OptimizerName.adamW
  /// Momentum of SGD.
  public var momentum = 0.9
  /// Weight decay of AdamW.
  public var weightDecay = 0.01
  /// The course of the learning rate.
  public var schedule = ScheduleName.oneCycle
  /// The learning rate, at its highest.
  public var rate = 0.0025
  /// The share of steps in which a one-cycle rate rises.
  public var warmup = 0.3
  /// Largest norm of the gradient; 0 for no limit.
  public var clipNorm = 1.0
  /// Decay of the average of the weights; 0 for no average.
  public var averageDecay = 0.997
  /// Determines everything random.
  public var seed: UInt64 = 1
  /// Steps between validations.
  public var validateEvery = 1000
  /// Steps between lines of the log.
  public var logEvery = 50
  /// Steps between checkpoints.
  public var checkpointEvery = 500

  /// The defaults.
  public init() {}

  /// The documentation of every key.
  public static var documentation: [ParameterDocumentation] {
    [
      ParameterDocumentation("network", "network file (YAML) to train"),
      ParameterDocumentation("initial", "model file of the same network to start from; fresh weights without it"),
      ParameterDocumentation("noisy", "folder of noisy pages"),
      ParameterDocumentation("clean", "folder of clean pages with the names of the noisy ones"),
      ParameterDocumentation("data", "what the pages are, in words; goes into the record of the model"),
      ParameterDocumentation(
        "modulo", "divisor of the number in a page's name that splits the pages; 1 does not split"),
      ParameterDocumentation("trainRemainders", "pages with these remainders are trained on"),
      ParameterDocumentation("validateRemainders", "pages with these remainders are validated on"),
      ParameterDocumentation(
        "synthetic",
        "folder of clean pages that are degraded for training; every twentieth, up to 16, is kept for validation"),
      ParameterDocumentation("syntheticShare", "share of the crops that are from 'synthetic'"),
      ParameterDocumentation("degradedShare", "share of the crops that are clean pages of 'clean', degraded anew"),
      ParameterDocumentation("untouchedShare", "share of the crops to degrade that are left as they are"),
      ParameterDocumentation(
        "syntheticWeight", "how much crops of those two kinds count in the loss, the others counting 1"),
      ParameterDocumentation("scaledShare", "share of the crops from 'noisy' and 'clean' that are resampled"),
      ParameterDocumentation("scales", "smallest and largest enlargement of resampled crops"),
      ParameterDocumentation("degradations", "recipe file (YAML) by which clean pages are degraded, or 'everything'"),
      ParameterDocumentation(
        "papers", "list of pictures of paper, and of folders of them, for the recipe's 'paperImage'"),
      ParameterDocumentation("output", "model file to write; the log and the checkpoint stand beside it"),
      ParameterDocumentation("steps", "steps of the run"),
      ParameterDocumentation("batch", "crops a step"),
      ParameterDocumentation("crop", "width and height of a crop in pixels"),
      ParameterDocumentation("flips", "mirror crops at random"),
      ParameterDocumentation("darkening", "largest share by which every second noisy crop is darkened"),
      ParameterDocumentation("loss", "what is made small", values: Loss.allCases.map(\.rawValue)),
      ParameterDocumentation("rootFloor", "error under which rootMeanSquaredError weighs a crop by its square"),
    ] + trainerDocumentation
  }

  /// Refuses values that make no sense.
  func check() throws {
    for (key, value) in [("noisy", noisy), ("clean", clean), ("output", output), ("network", network)]
    where value.isEmpty {
      throw ParameterError(key, "must be given, but is empty")
    }
    try checkTrainer()
    for (key, value) in [("crop", crop), ("modulo", modulo)] where value < 1 {
      throw ParameterError(key, "must be at least 1, not \(value)")
    }
    guard crop <= 8192 else { throw ParameterError("crop", "must be at most 8192, not \(crop)") }
    for (key, value) in [
      ("darkening", darkening), ("syntheticShare", syntheticShare), ("degradedShare", degradedShare),
      ("untouchedShare", untouchedShare), ("scaledShare", scaledShare),
    ]
    where !(0...1).contains(value) {
      throw ParameterError(key, "must be from 0 to 1, not \(value)")
    }
    guard syntheticWeight.isFinite, syntheticWeight > 0 else {
      throw ParameterError("syntheticWeight", "must be above 0, not \(syntheticWeight)")
    }
    guard rootFloor.isFinite, rootFloor > 0 else {
      throw ParameterError("rootFloor", "must be above 0, not \(rootFloor)")
    }
    guard (synthetic == nil ? 0 : syntheticShare) + degradedShare <= 1 else {
      throw ParameterError("degradedShare", "must leave room: with syntheticShare it is more than 1")
    }
    guard scales.count == 2, scales[0] > 0.1, scales[0] <= scales[1], scales[1] < 10 else {
      throw ParameterError("scales", "must be two rising numbers above 0.1 and below 10")
    }
    guard loss != .crossEntropy else {
      throw ParameterError("loss", "cannot be crossEntropy, which is for classifiers")
    }
  }

  /// What must be the same for a run to be continued: everything but where it writes and how often it reports. Resuming
  /// at other validations would change a plateau schedule, so they count.
  func identity(of network: NetworkSpec) throws -> String {
    var copy = self
    (copy.output, copy.noisy, copy.clean, copy.network, copy.data) = ("", "", "", "", "")
    copy.initial = nil
    (copy.synthetic, copy.papers, copy.degradations) = (synthetic.map { _ in "" }, papers.map { _ in "" }, "")
    (copy.logEvery, copy.checkpointEvery) = (1, 1)
    return try sortedJSON(copy) + " " + sortedJSON(network)
  }
}
