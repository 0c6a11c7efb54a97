import PipelineEngine

/// The stages that this module adds to the catalogue.
public enum TextRecognitionStages {
  /// All stages.
  public static let all: [any PipelineStage.Type] = [
    SegmentStage.self, ClassifyStage.self, ClassifierTrainingStage.self, LanguageTrainingStage.self,
  ]
}
