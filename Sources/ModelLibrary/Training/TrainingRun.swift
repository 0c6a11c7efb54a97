import Foundation
import NeuralNetwork
import PipelineEngine

/// The steps of a training run with its validations, log, checkpoints and progress.
public struct TrainingRun<Line: TrainingLogLine> {
  /// What is trained.
  public let trainer: Trainer
  /// Where its state and its log are written.
  public let files: TrainingFiles
  /// What the run was started with; a checkpoint of another run is refused.
  public let identity: String
  /// What the validation figure is called in progress reports.
  public let figureName: String
  /// The place of the run among those of a session.
  public let part: Part

  /// The place of a run among several of as many steps.
  public struct Part: Sendable {
    /// How many runs come before it.
    public var index: Int
    /// How many there are.
    public var count: Int

    /// Makes a place; the only run of a session unless said otherwise.
    public init(index: Int = 0, count: Int = 1) {
      self.index = index
      self.count = count
    }
  }

  /// Prepares a run, from its checkpoint where it is to be continued.
  ///
  /// - Parameter resumes: Whether it is to be continued.
  /// - Throws: `NetworkError` where there is no checkpoint of this run.
  public init(
    _ trainer: Trainer, files: TrainingFiles, identity: String, figureName: String, part: Part = Part(), resumes: Bool
  ) throws(NetworkError) {
    self.trainer = trainer
    self.files = files
    self.identity = identity
    self.figureName = figureName
    self.part = part
    if resumes { try files.restore(trainer, identity: identity) }
  }

  /// Makes steps until all are made, enough is enough, or the session is cancelled; then the state is saved.
  ///
  /// - Parameters:
  ///   - fill: Writes the batch of a step.
  ///   - isEnough: Whether the run ends with these validation figures, smaller being better.
  ///   - validate: Validates a model; adds what it finds to the log's line and gives the figure that counts.
  /// - Returns: Whether the run is over; otherwise it can be continued.
  /// - Throws: `NetworkError` when training diverges, `FileError` when a file cannot be written, or what is thrown by
  ///   the arguments.
  public func run(
    _ parameters: some TrainerParameters, session: TrainingSession,
    fill: (_ step: Int, _ batch: TrainingBatch) throws -> Void,
    isEnough: (_ validations: [Double]) -> Bool = { _ in false },
    validate: (_ model: Model, _ line: inout Line) throws -> Double
  ) throws -> Bool {
    var log = try TrainingLog<Line>(path: files.log, continuingAfter: trainer.step)
    let start = Date()
    var seconds: Double { log.secondsBefore + Date().timeIntervalSince(start) }
    while trainer.step < parameters.steps, !isEnough(trainer.validations) {
      if session.isCancelled {
        try files.save(trainer, identity: identity)
        return false
      }
      let result = try trainer.advance(fill)
      var isLast = result.step == parameters.steps
      var line = Line(step: result.step, loss: trainer.meanLoss, rate: result.rate, seconds: seconds)
      let note = String(format: "loss %.6f", trainer.meanLoss)
      let isValidated = result.step % parameters.validateEvery == 0 || isLast
      if isValidated {
        trainer.noteValidation(try validate(trainer.result, &line))
        line.seconds = seconds
        isLast = isLast || isEnough(trainer.validations)
      }
      if isValidated || result.step % parameters.logEvery == 0 {
        try log.append(line)
        trainer.resetMeanLoss()
      }
      if result.step % parameters.checkpointEvery == 0 || isLast { try files.save(trainer, identity: identity) }
      report(result.step, of: parameters.steps, note: note, to: session)
    }
    return true
  }

  /// The sentence with which an interrupted run ends.
  public func interruption(of parameters: some TrainerParameters) -> String {
    "\(place)stopped after step \(trainer.step) of \(parameters.steps); --resume continues from \(files.checkpoint)"
  }

  private func report(_ step: Int, of steps: Int, note: String, to session: TrainingSession) {
    let validated = trainer.validations.last.map { String(format: ", \(figureName) %.5f", $0) } ?? ""
    session.progress(
      TrainingProgress(
        step: part.index * steps + step, steps: part.count * steps, note: place + note + validated))
  }

  private var place: String { part.count > 1 ? "run \(part.index + 1) of \(part.count): " : "" }
}
