import Degradation
import PageCleaning
import PipelineEngine

/// The stages that pipeline files can name.
let stageCatalogue = StageCatalogue(PageCleaningStages.all + [DegradeStage.self])
