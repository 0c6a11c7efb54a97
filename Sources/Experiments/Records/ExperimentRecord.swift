import NeuralNetwork

/// What an experiment came to: everything that its tables and charts are made from.
///
/// It stands as JSON in `record.json` in the experiment's folder and is written anew after every run. A run is a training
/// on one division of the examples, or on one part of a cross-validation.
public struct ExperimentRecord: Codable, Sendable, Equatable {
  /// What the form of the record is called.
  public static let currentVersion = 1

  /// The form of the record.
  public var version = Self.currentVersion
  /// The experiment's name, such as `C24`.
  public var id: String
  /// The experiment in a few words.
  public var title: String
  /// The network that is judged in the end.
  public var network: NetworkDescription
  /// What the examples are.
  public var data: String
  /// What is made small, such as `meanSquaredError`.
  public var loss: String
  /// Epochs that were asked for, over all phases.
  public var epochs: Int
  /// Examples a step, of the last phase.
  public var batch: Int
  /// The rule of change, such as `adam`, of the last phase.
  public var optimizer: String
  /// Determines everything random.
  public var seed: UInt64
  /// Examples that training and validation were limited to for a trial; 0 where they were not.
  public var limit: Int
  /// What the report says.
  public var report: ReportedFigures
  /// What the run was started with; runs of other settings are not mixed.
  public var identity: String
  /// Finished runs.
  public var runs: [RunRecord]
}

/// A network as records tell of it.
public struct NetworkDescription: Codable, Sendable, Equatable {
  /// A layer.
  public struct Layer: Codable, Sendable, Equatable {
    /// Its name, the key of its weights.
    public var name: String
    /// Its kind, such as `conv2d`.
    public var kind: String
    /// The shape of its output, height, width and channels.
    public var output: [Int]
    /// Numbers it keeps in the weight file.
    public var parameters: Int
  }

  /// The network's name.
  public var name: String
  /// The shape of its input, height, width and channels.
  public var input: [Int]
  /// The layers in order.
  public var layers: [Layer]
  /// Numbers in the weight file.
  public var parameters: Int
  /// Multiplications with a following addition for one input.
  public var multiplyAdds: Int
  /// The layers as a table, as they are printed.
  public var summary: String

  /// Describes a network.
  init(_ summary: NetworkSummary) {
    func extents(_ shape: FeatureShape) -> [Int] { [shape.height, shape.width, shape.channels] }
    name = summary.name
    input = extents(summary.input)
    layers = summary.rows.map {
      Layer(name: $0.name, kind: $0.kind, output: extents($0.output), parameters: $0.parameters)
    }
    parameters = summary.parameters
    multiplyAdds = summary.multiplyAdds
    self.summary = summary.description
  }
}

/// A training on one division of the examples.
public struct RunRecord: Codable, Sendable, Equatable {
  /// The way the examples are divided: `random`, `trva`, `files` or `folds`.
  public var split: String
  /// The part that is validated on, from 1, in cross-validation.
  public var fold: Int?
  /// How many examples are trained on.
  public var trainingExamples: Int
  /// How many are validated on.
  public var validationExamples: Int
  /// The training, phase by phase.
  public var phases: [PhaseRecord] = []
  /// How good the network that was kept is on the examples validated on.
  public var validation: Measures?
  /// How good it is on the test images, where there are some.
  public var test: Measures?
  /// How many those are.
  public var testExamples: Int?
  /// How often each class was taken for each, on the test images or else on those validated on.
  public var confusion: ConfusionRecord?
  /// Pictures of examples, in the experiment's folder.
  public var strips: [StripRecord] = []

  /// All epochs, in order.
  public var epochs: [EpochRecord] { phases.flatMap(\.epochs) }
  /// What the run is called in file names: the split, or the fold.
  public var name: String { fold.map { "fold\($0)" } ?? split }
}

/// A stretch of a training.
public struct PhaseRecord: Codable, Sendable, Equatable {
  /// What the phase is for; empty where there is one only.
  public var name: String
  /// Epochs that were asked for.
  public var asked: Int
  /// How many examples it trains on.
  public var trainingExamples: Int
  /// How many it validates on.
  public var validationExamples: Int
  /// The epoch, from 1, whose weights were kept where the best are; nil where the last ones are.
  public var bestEpoch: Int?
  /// The epochs that were made.
  public var epochs: [EpochRecord] = []
}

/// One time through all examples.
public struct EpochRecord: Codable, Sendable, Equatable {
  /// From 1 in its phase.
  public var epoch: Int
  /// Running means over the epoch, while the weights change and dropout and batch normalisation train, as Keras reports.
  public var training: Measures
  /// On the examples validated on, after the epoch, as in use.
  public var validation: Measures
  /// The learning rate of the epoch's last step.
  public var rate: Double
  /// Seconds of training, without those of validation.
  public var seconds: Double
  /// Seconds of validation.
  public var validationSeconds: Double

  /// Seconds of both.
  var allSeconds: Double { seconds + validationSeconds }
}

/// How often each class was taken for each.
public struct ConfusionRecord: Codable, Sendable, Equatable {
  /// `test` or `validation`.
  public var examples: String
  /// What the classes are called.
  public var labels: [String]
  /// `[truth][read]`: a row a true class.
  public var counts: [[Int]]
}

/// A picture of an example: what the network was given, what it made of it, and what it should have made, side by side.
public struct StripRecord: Codable, Sendable, Equatable {
  /// The file, a PNG in the experiment's folder.
  public var file: String
  /// What its panels show, from the left.
  public var panels: [String]
  /// The example's mean squared error.
  public var meanSquaredError: Double
}
