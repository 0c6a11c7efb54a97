import PipelineEngine

/// What a report says of a network, for comparison; nothing of it influences the training.
public struct ReportedFigures: Codable, Sendable, Equatable {
  /// The loss on the examples that were trained on.
  public var trainingLoss: Double?
  /// The loss on others.
  public var validationLoss: Double?
  /// The share of examples that were told right, 0 to 1.
  public var accuracy: Double?
  /// Numbers in the network.
  public var parameters: Int?
  /// Seconds an epoch.
  public var secondsPerEpoch: Double?
  /// Seconds of the whole training.
  public var seconds: Double?
  /// What else is to be known of the figures.
  public var note: String?

  /// Makes the figures of a report that has none.
  public init() {}

  static func documentation(below key: String) -> [ParameterDocumentation] {
    [
      ParameterDocumentation("\(key).trainingLoss", "the report's loss on training examples"),
      ParameterDocumentation("\(key).validationLoss", "the report's loss on other examples"),
      ParameterDocumentation("\(key).accuracy", "the report's share of right answers, 0 to 1"),
      ParameterDocumentation("\(key).parameters", "the report's number of parameters"),
      ParameterDocumentation("\(key).secondsPerEpoch", "the report's seconds an epoch"),
      ParameterDocumentation("\(key).seconds", "the report's seconds of the whole training"),
      ParameterDocumentation("\(key).note", "what else is to be known of the report's figures"),
    ]
  }
}
