import ModelLibrary
import NeuralNetwork
import PipelineEngine
import TextRecognition

/// What a pipeline file sets for an experiment: a network, its examples, its training, and what a report says of it.
public struct ExperimentParameters: StageParameters, Equatable {
  /// The experiment's name.
  public var id = ""
  /// The experiment in a few words.
  public var title = ""
  /// The network.
  public var network = NetworkReference.file("")
  /// A model whose weights the training begins with.
  public var initial: String?
  /// The examples.
  public var data = DataParameters()
  /// The ways in which pages are divided.
  public var splits: [SplitName] = []
  /// Factor of the Gaussian noise that is added to images.
  public var noise = 0.0
  /// How images are changed while training.
  public var augmentation = CharacterDistortion()
  /// What is made small.
  public var loss = Loss.crossEntropy
  /// How often all examples are gone through.
  public var epochs = 10
  /// Examples a step.
  public var batch = 128
  /// The rule of change.
  public var optimizer = OptimizerName.adam
  /// Momentum of SGD.
  public var momentum = 0.0
  /// Weight decay of AdamW.
  public var weightDecay = 0.01
  /// The course of the learning rate.
  public var schedule = ScheduleName.constant
  /// The learning rate, at its highest.
  public var rate = 0.001
  /// What a plateau of the validation loss does to the rate.
  public var plateau = PlateauParameters()
  /// Epochs without a smaller validation loss after which training ends; 0 to make all.
  public var earlyStopping = 0
  /// Whether the weights of the smallest validation loss are kept in the end.
  public var keepsBest = false
  /// Largest norm of the gradient; 0 for no limit.
  public var clipNorm = 0.0
  /// Decay of the average of the weights; 0 for no average.
  public var averageDecay = 0.0
  /// Determines everything random.
  public var seed: UInt64 = 1
  /// Stretches of the training that differ.
  public var phases: [PhaseParameters] = []
  /// What a report says.
  public var report = ReportedFigures()
  /// The folder of all experiments' records.
  public var output = ""
  /// For trying: no phase makes more epochs than these; 0 for no limit.
  public var mostEpochs = 0
  /// For trying: at most so many examples are trained on, and as many validated on; 0 for all.
  public var limit = 0
  /// Pictures of noisy, cleaned and clean examples that are written.
  public var strips = 3
  /// Whether the finished network is written.
  public var writesModel = true
  /// Epochs between checkpoints; 0 for none.
  public var checkpointEvery = 1
  /// Gigabytes of memory that may be used; 0 for what the machine has.
  public var maxMemory = 0.0

  /// The defaults.
  public init() {}

  /// The documentation of every key.
  public static var documentation: [ParameterDocumentation] {
    [
      ParameterDocumentation("id", "name of the experiment, such as C24; its folder of records is called so"),
      ParameterDocumentation("title", "the experiment in a few words"),
      ParameterDocumentation("network", "network file (YAML), or a network as such a file has it"),
      ParameterDocumentation(
        "initial",
        "model file whose weights training begins with, layer by layer; those that the first phase has as 'fresh' begin anew"
      ),
    ] + DataParameters.documentation(below: "data") + [
      ParameterDocumentation(
        "splits",
        "ways of dividing pages: 'random' by data.validationShare, 'trva' by data.modulo; all that data has unless given",
        values: SplitName.allCases.map(\.rawValue)),
      ParameterDocumentation(
        "noise", "factor of the Gaussian noise that is added to images once and for all, clipped to 0 to 1; 0 for none"),
    ] + CharacterDistortion.documentation(below: "augmentation") + [
      ParameterDocumentation(
        "loss", "what is made small; crossEntropy tells classes apart, the others reconstruct",
        values: Loss.allCases.map(\.rawValue)),
      ParameterDocumentation("epochs", "how often all examples are gone through, in an order drawn by the seed"),
      ParameterDocumentation("batch", "examples a step; the last step of an epoch has what is left"),
      ParameterDocumentation("optimizer", "rule of change", values: OptimizerName.allCases.map(\.rawValue)),
      ParameterDocumentation("momentum", "momentum of sgd"),
      ParameterDocumentation("weightDecay", "weight decay of adamW"),
      ParameterDocumentation("schedule", "course of the rate", values: ScheduleName.allCases.map(\.rawValue)),
      ParameterDocumentation("rate", "learning rate at its highest"),
      ParameterDocumentation("plateau.factor", "what the rate of schedule plateau is multiplied by"),
      ParameterDocumentation("plateau.patience", "epochs without a smaller validation loss after which it is"),
      ParameterDocumentation("plateau.minimum", "the smallest rate"),
      ParameterDocumentation(
        "earlyStopping", "epochs without a smaller validation loss after which training ends; 0 makes all"),
      ParameterDocumentation("keepsBest", "whether the weights of the smallest validation loss are kept in the end"),
      ParameterDocumentation("clipNorm", "largest norm of the gradient; 0 for no limit"),
      ParameterDocumentation("averageDecay", "decay of the moving average of the weights; 0 for no average"),
      ParameterDocumentation("seed", "determines everything random"),
    ] + PhaseParameters.documentation(below: "phases") + ReportedFigures.documentation(below: "report") + [
      ParameterDocumentation("output", "folder of the records of all experiments"),
      ParameterDocumentation("mostEpochs", "for trying: no phase makes more epochs than these; 0 for no limit"),
      ParameterDocumentation(
        "limit", "for trying: at most so many examples are trained on, and as many validated on; 0 for all"),
      ParameterDocumentation("strips", "pictures of noisy, cleaned and clean examples that are written"),
      ParameterDocumentation("writesModel", "whether the finished network is written as a model file"),
      ParameterDocumentation("checkpointEvery", "epochs between checkpoints; 0 for none, not even on Ctrl-C"),
      ParameterDocumentation("maxMemory", "gibibytes of memory that may be used; 0 for what the machine has"),
    ]
  }

  /// Refuses values that make no sense.
  func check() throws(ParameterError) {
    for (key, value) in [("id", id), ("output", output)] where value.isEmpty {
      throw ParameterError(key, "must be given, but is empty")
    }
    guard id.allSatisfy({ $0.isLetter || $0.isNumber || $0 == "-" || $0 == "_" }) else {
      throw ParameterError("id", "must be of letters, digits, '-' and '_', not '\(id)'")
    }
    try data.check(below: "data")
    try augmentation.check(below: "augmentation")
    guard loss != .rootMeanSquaredError else {
      throw ParameterError("loss", "cannot be rootMeanSquaredError, which is for crops of pages")
    }
    guard !data.arePages || loss != .crossEntropy else {
      throw ParameterError("loss", "cannot be crossEntropy for pages, which have no classes")
    }
    if data.arePages, augmentation != CharacterDistortion() || noise != 0 {
      throw ParameterError("augmentation", "and noise are for images, not for pages")
    }
    guard noise.isFinite, noise >= 0 else { throw ParameterError("noise", "must be at least 0, not \(noise)") }
    for split in splits where !data.availableSplits.contains(split) {
      throw ParameterError("splits", "cannot have '\(split.rawValue)', for which data lacks the keys")
    }
    for (key, value) in [("epochs", epochs), ("batch", batch)] where value < 1 {
      throw ParameterError(key, "must be at least 1, not \(value)")
    }
    guard batch <= 4096 else { throw ParameterError("batch", "must be at most 4096, not \(batch)") }
    for (key, value) in [
      ("earlyStopping", earlyStopping), ("limit", limit), ("mostEpochs", mostEpochs), ("strips", strips),
      ("checkpointEvery", checkpointEvery),
    ] where value < 0 { throw ParameterError(key, "must be at least 0, not \(value)") }
    guard strips <= 100 else { throw ParameterError("strips", "must be at most 100, not \(strips)") }
    for (key, value) in [
      ("momentum", momentum), ("weightDecay", weightDecay), ("clipNorm", clipNorm), ("maxMemory", maxMemory),
      ("plateau.minimum", plateau.minimum),
    ] where !(value.isFinite && value >= 0) { throw ParameterError(key, "must be at least 0, not \(value)") }
    guard rate.isFinite, rate > 0 else { throw ParameterError("rate", "must be above 0, not \(rate)") }
    for (key, value) in [("averageDecay", averageDecay), ("plateau.factor", plateau.factor)]
    where !(0...1).contains(value) { throw ParameterError(key, "must be from 0 to 1, not \(value)") }
    guard plateau.patience >= 1 else {
      throw ParameterError("plateau.patience", "must be at least 1, not \(plateau.patience)")
    }
    for (index, phase) in phases.enumerated() { try check(phase, key: "phases.\(index)") }
  }

  private func check(_ phase: PhaseParameters, key: String) throws(ParameterError) {
    try phase.data?.check(below: "\(key).data")
    try phase.augmentation?.check(below: "\(key).augmentation")
    if let data = phase.data, data.arePages || data.folds > 0 {
      throw ParameterError("\(key).data", "must be images without folds")
    }
    for (name, value) in [("epochs", phase.epochs), ("batch", phase.batch)] {
      if let value, !(1...(name == "batch" ? 4096 : Int.max)).contains(value) {
        throw ParameterError("\(key).\(name)", "cannot be \(value)")
      }
    }
    if let stopping = phase.earlyStopping, stopping < 0 {
      throw ParameterError("\(key).earlyStopping", "must be at least 0, not \(stopping)")
    }
    if let rate = phase.rate, !(rate.isFinite && rate > 0) {
      throw ParameterError("\(key).rate", "must be above 0, not \(rate)")
    }
  }

  /// What must be the same for a run to be continued: everything that its weights and figures follow from.
  func identity(of networks: [NetworkSpec]) throws -> String {
    var copy = self
    copy.network = .file("")
    copy.initial = nil
    copy.data = data.withoutPaths
    copy.phases = phases.map { phase in
      var copy = phase
      copy.network = nil
      copy.data = phase.data?.withoutPaths
      return copy
    }
    copy.report = ReportedFigures()
    (copy.title, copy.output, copy.splits) = ("", "", [])
    (copy.maxMemory, copy.checkpointEvery, copy.writesModel, copy.strips) = (0, 1, true, 0)
    return try ([sortedJSON(copy)] + networks.map { try sortedJSON($0) }).joined(separator: " ")
  }
}

/// What a plateau of the validation loss does to the learning rate.
public struct PlateauParameters: Codable, Sendable, Equatable {
  /// What the rate is multiplied by.
  public var factor = 0.5
  /// Epochs without a smaller loss after which it is.
  public var patience = 3
  /// The smallest rate.
  public var minimum = 1e-5

  /// The defaults.
  public init() {}
}

/// The ways of dividing examples into those that are trained on and those that are validated on.
public enum SplitName: String, Codable, Sendable, CaseIterable {
  /// A share of all, drawn by the seed.
  case random
  /// By the partitions of NoisyOffice, which share neither text nor background.
  case trva
  /// Files of their own.
  case files
  /// Every part of the examples in turn.
  case folds
}

extension DataParameters {
  /// The ways in which the examples can be divided.
  var availableSplits: [SplitName] {
    if arePages { return (validationShare > 0 ? [.random] : []) + (modulo > 1 ? [.trva] : []) }
    return [folds > 0 ? .folds : validationShare > 0 ? .random : .files]
  }

  /// What the runs on all divisions are called, as ``RunRecord/name`` is.
  var runNames: [String] {
    availableSplits.flatMap { $0 == .folds ? (1...folds).map { "fold\($0)" } : [$0.rawValue] }
  }
}
