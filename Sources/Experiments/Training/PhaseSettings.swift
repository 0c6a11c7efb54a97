import ModelLibrary
import NeuralNetwork
import TextRecognition

/// A phase of a training with everything it takes from the experiment.
struct PhaseSettings: Sendable {
  let name: String
  let network: NetworkSpec
  /// Examples of its own; nil for the experiment's.
  let data: DataParameters?
  let fresh: [String]
  let epochs: Int
  let batch: Int
  let earlyStopping: EarlyStopping
  let augmentation: CharacterDistortion
  private let parameters: ExperimentParameters
  private let phase: PhaseParameters

  /// Joins a phase with its experiment.
  ///
  /// - Parameter network: The phase's, or else the experiment's.
  init(_ phase: PhaseParameters, of parameters: ExperimentParameters, network: NetworkSpec) {
    name = phase.name
    self.network = network
    data = phase.data
    fresh = phase.fresh
    let asked = phase.epochs ?? parameters.epochs
    epochs = parameters.mostEpochs > 0 ? min(asked, parameters.mostEpochs) : asked
    batch = phase.batch ?? parameters.batch
    earlyStopping = EarlyStopping(patience: phase.earlyStopping ?? parameters.earlyStopping)
    augmentation = phase.augmentation ?? parameters.augmentation
    self.parameters = parameters
    self.phase = phase
  }

  /// What a trainer is made with.
  ///
  /// - Parameters:
  ///   - steps: Steps of the phase.
  ///   - seed: What everything random in it follows from.
  func trainerSettings(steps: Int, seed: UInt64) -> Trainer.Settings {
    let plateau = parameters.plateau
    let schedule = (phase.schedule ?? parameters.schedule).schedule(
      rate: phase.rate ?? parameters.rate, factor: plateau.factor, patience: plateau.patience,
      minimum: plateau.minimum)
    return Trainer.Settings(
      loss: parameters.loss,
      optimizer: (phase.optimizer ?? parameters.optimizer).optimizer(
        momentum: parameters.momentum, weightDecay: parameters.weightDecay),
      schedule: schedule, steps: steps, clipNorm: parameters.clipNorm > 0 ? parameters.clipNorm : nil,
      averageDecay: parameters.averageDecay > 0 ? parameters.averageDecay : nil, seed: seed,
      keepsBest: phase.keepsBest ?? parameters.keepsBest, frozen: phase.frozen)
  }
}
