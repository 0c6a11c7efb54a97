import PipelineEngine

/// The stages of this module.
public enum ExperimentStages {
  /// All of them.
  public static let all: [any PipelineStage.Type] = [ExperimentStage.self]
}
