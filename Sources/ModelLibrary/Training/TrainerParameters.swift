import NeuralNetwork
import PipelineEngine

/// What every training stage lets a pipeline file set: steps, optimizer, learning rate, averaging and reports.
///
/// The stages' parameters hold the values, so that the keys stand beside their own.
public protocol TrainerParameters: StageParameters {
  /// Steps of the run.
  var steps: Int { get }
  /// Samples a step.
  var batch: Int { get }
  /// The rule of change.
  var optimizer: OptimizerName { get }
  /// Momentum of SGD.
  var momentum: Double { get }
  /// Weight decay of AdamW.
  var weightDecay: Double { get }
  /// The course of the learning rate.
  var schedule: ScheduleName { get }
  /// The learning rate, at its highest.
  var rate: Double { get }
  /// The share of steps in which a one-cycle rate rises.
  var warmup: Double { get }
  /// Largest norm of the gradient; 0 for no limit.
  var clipNorm: Double { get }
  /// Decay of the average of the weights; 0 for no average.
  var averageDecay: Double { get }
  /// Determines everything random.
  var seed: UInt64 { get }
  /// Steps between validations.
  var validateEvery: Int { get }
  /// Steps between lines of the log.
  var logEvery: Int { get }
  /// Steps between checkpoints.
  var checkpointEvery: Int { get }
}

/// The rules of change that can be chosen.
public enum OptimizerName: String, Codable, Sendable, CaseIterable {
  case sgd, adam, adamW, rmsprop

  /// The rule of a name.
  ///
  /// - Parameters:
  ///   - momentum: Of SGD.
  ///   - weightDecay: Of AdamW.
  public func optimizer(momentum: Double, weightDecay: Double) -> Optimizer {
    switch self {
    case .sgd: .sgd(momentum: Float(momentum))
    case .adam: .adam()
    case .adamW: .adamW(weightDecay: Float(weightDecay))
    case .rmsprop: .rmsprop()
    }
  }
}

/// The courses of the learning rate that can be chosen.
public enum ScheduleName: String, Codable, Sendable, CaseIterable {
  case constant, oneCycle, cosine, plateau

  /// The course of a name.
  ///
  /// - Parameters:
  ///   - rate: The rate at its highest.
  ///   - warmup: The share of steps in which a one-cycle rate rises.
  ///   - factor: What a plateau multiplies the rate by.
  ///   - patience: Validations without a smaller figure that make a plateau.
  ///   - minimum: The smallest rate after plateaus.
  public func schedule(
    rate: Double, warmup: Double = 0.3, factor: Double = 0.5, patience: Int = 3, minimum: Double = 1e-5
  ) -> LearningRateSchedule {
    switch self {
    case .constant: .constant(rate)
    case .oneCycle: .oneCycle(peak: rate, warmup: warmup)
    case .cosine: .cosine(start: rate)
    case .plateau: .plateau(start: rate, factor: factor, patience: patience, minimum: minimum)
    }
  }
}

extension TrainerParameters {
  /// The documentation of the keys from ``optimizer`` on.
  public static var trainerDocumentation: [ParameterDocumentation] {
    [
      ParameterDocumentation("optimizer", "rule of change", values: OptimizerName.allCases.map(\.rawValue)),
      ParameterDocumentation("momentum", "momentum of sgd"),
      ParameterDocumentation("weightDecay", "weight decay of adamW"),
      ParameterDocumentation("schedule", "course of the rate", values: ScheduleName.allCases.map(\.rawValue)),
      ParameterDocumentation("rate", "learning rate at its highest"),
      ParameterDocumentation("warmup", "share of the steps in which a oneCycle rate rises"),
      ParameterDocumentation("clipNorm", "largest norm of the gradient; 0 for no limit"),
      ParameterDocumentation("averageDecay", "decay of the moving average of the weights; 0 for no average"),
      ParameterDocumentation("seed", "determines everything random"),
      ParameterDocumentation("validateEvery", "steps between validations"),
      ParameterDocumentation("logEvery", "steps between lines of the log"),
      ParameterDocumentation("checkpointEvery", "steps between checkpoints"),
    ]
  }

  /// Refuses values that make no sense.
  public func checkTrainer() throws(ParameterError) {
    for (key, value) in [
      ("steps", steps), ("batch", batch), ("validateEvery", validateEvery), ("logEvery", logEvery),
      ("checkpointEvery", checkpointEvery),
    ] where value < 1 { throw ParameterError(key, "must be at least 1, not \(value)") }
    guard batch <= 4096 else { throw ParameterError("batch", "must be at most 4096, not \(batch)") }
    for (key, value) in [("warmup", warmup), ("averageDecay", averageDecay)] where !(0...1).contains(value) {
      throw ParameterError(key, "must be from 0 to 1, not \(value)")
    }
    for (key, value) in [("momentum", momentum), ("weightDecay", weightDecay), ("clipNorm", clipNorm)]
    where !(value.isFinite && value >= 0) { throw ParameterError(key, "must be at least 0, not \(value)") }
    guard rate.isFinite, rate > 0 else { throw ParameterError("rate", "must be above 0, not \(rate)") }
  }

  /// The trainer's settings.
  ///
  /// - Parameters:
  ///   - loss: What is made small.
  ///   - rootFloor: The floor of `Loss.rootMeanSquaredError`.
  ///   - keepsBest: Whether the weights of the best validation are kept.
  public func trainerSettings(
    loss: Loss, rootFloor: Double = Loss.standardRootFloor, keepsBest: Bool = false
  ) -> Trainer.Settings {
    Trainer.Settings(
      loss: loss, optimizer: optimizer.optimizer(momentum: momentum, weightDecay: weightDecay),
      schedule: schedule.schedule(rate: rate, warmup: warmup), steps: steps, clipNorm: clipNorm > 0 ? clipNorm : nil,
      averageDecay: averageDecay > 0 ? averageDecay : nil, seed: seed, rootFloor: rootFloor, keepsBest: keepsBest)
  }
}
