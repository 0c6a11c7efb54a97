import PipelineEngine

/// The stages that this module adds to the catalogue.
public enum PageCleaningStages {
  /// All stages.
  public static let all: [any PipelineStage.Type] = [
    NormaliseStage.self, TileStage.self, BordersStage.self, DenoiseStage.self, SpecksStage.self, RestoreStage.self,
    PicturesStage.self, GuardStage.self, StitchStage.self, DenoiserTrainingStage.self,
  ]
}
