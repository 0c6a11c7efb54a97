import Synchronization
import Testing

@testable import PipelineEngine

@Suite struct TrainingPipelineTests {
  func training(_ text: String) throws -> TrainingPipeline {
    try TrainingPipeline(
      PipelineFile(text: text, path: "t.yaml"), catalogue: testCatalogue, context: StageContext(workers: 1))
  }

  @Test func reportsEveryStepAndFinishes() throws {
    let last = Mutex<TrainingProgress?>(nil)
    let session = TrainingSession(resume: false) { progress in last.withLock { $0 = progress } }
    let outcome = try training("stages: [train-nothing: {steps: 4}]").train(session)
    #expect(outcome == .finished(summary: "4 steps"))
    #expect(last.withLock { $0 } == TrainingProgress(step: 4, steps: 4))
  }

  @Test func stopsWhenAsked() throws {
    let session = TrainingSession(resume: false)
    session.cancel()
    let outcome = try training("stages: [train-nothing]").train(session)
    #expect(outcome == .interrupted(summary: "stopped at 0"))
  }

  @Test func otherStagesHaveNoPlaceInIt() {
    let page = #expect(throws: PipelineFileError.self) { try training("stages: [decode]") }
    #expect(page?.description.contains("'decode' does not") == true)
    let two = #expect(throws: PipelineFileError.self) {
      try training("stages: [train-nothing, train-nothing]")
    }
    #expect(two?.description.contains("one too many") == true)
  }
}
