import ModelLibrary
import PipelineEngine
import TextRecognition

/// One stretch of a training of several: what it has not is as the experiment has it.
public struct PhaseParameters: Codable, Sendable, Equatable {
  /// What the phase is for.
  public var name = ""
  /// The network of the phase; its weights come from the phase before, layer by layer.
  public var network: NetworkReference?
  /// The examples of the phase.
  public var data: DataParameters?
  /// What the names of layers begin with that start from fresh weights.
  public var fresh: [String] = []
  /// What the names of layers begin with whose weights stay as they are.
  public var frozen: [String] = []
  /// How often all examples are gone through.
  public var epochs: Int?
  /// Examples a step.
  public var batch: Int?
  /// The rule of change.
  public var optimizer: OptimizerName?
  /// The course of the learning rate.
  public var schedule: ScheduleName?
  /// The learning rate.
  public var rate: Double?
  /// Epochs without a smaller validation loss after which the phase ends.
  public var earlyStopping: Int?
  /// Whether the weights of the smallest validation loss are kept.
  public var keepsBest: Bool?
  /// How images are changed.
  public var augmentation: CharacterDistortion?

  /// Makes a phase that changes nothing.
  public init() {}

  /// Reads what is given.
  public init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    name = try values.decodeIfPresent(String.self, forKey: .name) ?? ""
    network = try values.decodeIfPresent(NetworkReference.self, forKey: .network)
    data = try values.decodeIfPresent(DataParameters.self, forKey: .data)
    fresh = try values.decodeIfPresent([String].self, forKey: .fresh) ?? []
    frozen = try values.decodeIfPresent([String].self, forKey: .frozen) ?? []
    epochs = try values.decodeIfPresent(Int.self, forKey: .epochs)
    batch = try values.decodeIfPresent(Int.self, forKey: .batch)
    optimizer = try values.decodeIfPresent(OptimizerName.self, forKey: .optimizer)
    schedule = try values.decodeIfPresent(ScheduleName.self, forKey: .schedule)
    rate = try values.decodeIfPresent(Double.self, forKey: .rate)
    earlyStopping = try values.decodeIfPresent(Int.self, forKey: .earlyStopping)
    keepsBest = try values.decodeIfPresent(Bool.self, forKey: .keepsBest)
    augmentation = try values.decodeIfPresent(CharacterDistortion.self, forKey: .augmentation)
  }

  static func documentation(below key: String) -> [ParameterDocumentation] {
    let texts = [
      ("name", "what the phase is for"),
      ("network", "network of the phase; its weights come from the phase before"),
      ("fresh", "what names of layers begin with that start from fresh weights, such as a new head"),
      ("frozen", "what names of layers begin with whose weights stay as they are"),
      ("epochs", "as below, for the phase"), ("batch", "likewise"), ("optimizer", "likewise"),
      ("schedule", "likewise"), ("rate", "likewise"), ("earlyStopping", "likewise"), ("keepsBest", "likewise"),
    ]
    return texts.map { ParameterDocumentation("\(key).\($0.0)", $0.1) }
      + DataParameters.documentation(below: "\(key).data")
      + CharacterDistortion.documentation(below: "\(key).augmentation")
  }
}
