import Synchronization

/// A stage that trains a network: the only stage of a training pipeline.
public protocol TrainingStage: PipelineStage {
  /// Trains until done, or until ``TrainingSession/isCancelled`` is true, and then saves what resuming needs.
  func train(_ session: TrainingSession) throws -> TrainingOutcome
}

/// How a training run ended.
public enum TrainingOutcome: Sendable, Equatable {
  /// All steps were made; the sentence says what was written and how good it is.
  case finished(summary: String)
  /// It was asked to stop and has saved its state; the sentence says where.
  case interrupted(summary: String)
}

/// What a training stage is run with.
public final class TrainingSession: Sendable {
  /// Whether to go on from the state that an earlier run saved.
  public let resume: Bool
  /// Whether the model that an earlier run wrote may be replaced.
  public let overwrite: Bool
  private let cancelled = Atomic<Bool>(false)
  private let report: @Sendable (TrainingProgress) -> Void
  private let tell: @Sendable (String) -> Void

  /// Makes a session.
  ///
  /// - Parameters:
  ///   - resume: Whether to go on from the state that an earlier run saved.
  ///   - overwrite: Whether the model that an earlier run wrote may be replaced.
  ///   - report: Called by the stage, from its own thread, as often as it likes.
  ///   - tell: Called by the stage with what a user should read now, such as what is trained.
  public init(
    resume: Bool, overwrite: Bool = false, report: @escaping @Sendable (TrainingProgress) -> Void = { _ in },
    tell: @escaping @Sendable (String) -> Void = { _ in }
  ) {
    self.resume = resume
    self.overwrite = overwrite
    self.report = report
    self.tell = tell
  }

  /// Whether the run was asked to stop. Stages look at it between steps.
  public var isCancelled: Bool { cancelled.load(ordering: .relaxed) }

  /// Asks the run to stop; from any thread.
  public func cancel() { cancelled.store(true, ordering: .relaxed) }

  /// Tells how far the run has come.
  public func progress(_ progress: TrainingProgress) { report(progress) }

  /// Tells the user something that stays to be read.
  public func message(_ text: String) { tell(text) }
}

/// How far a training run has come.
public struct TrainingProgress: Sendable, Equatable {
  /// Steps done, of ``steps``.
  public var step: Int
  /// Steps in all.
  public var steps: Int
  /// A few words beside the bar, such as "loss 0.0012, validation RMSE 0.0214".
  public var note: String

  /// Makes a progress report.
  public init(step: Int, steps: Int, note: String = "") {
    self.step = step
    self.steps = steps
    self.note = note
  }
}

extension TrainingStage {
  /// "training data".
  public static var takes: String { "training data" }
  /// "model".
  public static var gives: String { "model" }
}
