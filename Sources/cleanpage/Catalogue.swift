import Degradation
import Experiments
import PageCleaning
import PipelineEngine
import TextRecognition

/// The stages that pipeline files can name.
let stageCatalogue = StageCatalogue(
  PageCleaningStages.all + [DegradeStage.self] + TextRecognitionStages.all + ExperimentStages.all)
