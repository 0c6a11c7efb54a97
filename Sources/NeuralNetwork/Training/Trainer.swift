import Foundation
import Randomness

/// The state of a training run and the steps that advance it.
///
/// Everything random in a step follows from the seed and the step's number, so a trainer that is restored from a
/// checkpoint continues bit for bit.
public final class Trainer {
  /// What stays the same over a run.
  public struct Settings: Sendable, Equatable {
    /// What is made small.
    public var loss: Loss
    /// The root mean squared difference under which ``Loss/rootMeanSquaredError`` weighs a sample by its square.
    public var rootFloor: Double
    /// The rule of change.
    public var optimizer: Optimizer
    /// The learning rate over the run.
    public var schedule: LearningRateSchedule
    /// Steps of the whole run.
    public var steps: Int
    /// Largest norm of the gradient; nil for no limit.
    public var clipNorm: Double?
    /// Decay of the moving average of the weights; nil to use the weights themselves.
    public var averageDecay: Double?
    /// Determines everything random.
    public var seed: UInt64
    /// Whether the weights of the best validation are kept, as ``Trainer/best``.
    public var keepsBest: Bool
    /// What the names of layers begin with whose weights stay as they are.
    public var frozen: [String]

    /// Makes settings.
    public init(
      loss: Loss, optimizer: Optimizer, schedule: LearningRateSchedule, steps: Int, clipNorm: Double? = nil,
      averageDecay: Double? = nil, seed: UInt64, rootFloor: Double = Loss.standardRootFloor,
      keepsBest: Bool = false, frozen: [String] = []
    ) {
      self.loss = loss
      self.rootFloor = rootFloor
      self.optimizer = optimizer
      self.schedule = schedule
      self.steps = steps
      self.clipNorm = clipNorm
      self.averageDecay = averageDecay
      self.seed = seed
      self.keepsBest = keepsBest
      self.frozen = frozen
    }
  }

  /// What one step did.
  public struct StepResult: Sendable, Equatable {
    /// Steps done, including this one.
    public var step: Int
    /// The batch's loss before the change.
    public var loss: Double
    /// The learning rate of the change.
    public var rate: Double
  }

  /// What stays the same over the run.
  public let settings: Settings
  /// Steps done.
  public private(set) var step = 0
  /// All validation figures so far, smaller is better.
  public private(set) var validations: [Double] = []
  /// Losses since the last report.
  private var losses = (sum: 0.0, count: 0)

  private let plan: TrainingPlan
  /// Plans for batches that are smaller, by their size; they share the memory of ``plan``.
  private var smallerPlans: [Int: TrainingPlan] = [:]
  private let batch: Int
  private let input: FeatureShape
  private let pool: WorkerPool?
  private let moments: [AlignedBuffer]
  private let average: AlignedBuffer?
  /// What was validated best, where that is kept.
  private let bestWeights: AlignedBuffer?

  /// Starts a run.
  ///
  /// - Parameters:
  ///   - network: What is trained, from fresh weights that follow from the seed.
  ///   - initial: A model of the same network to start from instead.
  ///   - input: Shape of one sample.
  ///   - batch: Samples a step.
  /// - Throws: ``NetworkError`` where network and input do not fit.
  public init(
    _ network: NetworkSpec, initial: Model? = nil, settings: Settings, input: FeatureShape, batch: Int,
    pool: WorkerPool?
  ) throws(NetworkError) {
    let model =
      if let initial {
        try Model(network: network, tensors: initial.tensors, record: [:], file: "initial model")
      } else {
        try Model(initializing: network, seed: settings.seed)
      }
    self.settings = settings
    (self.batch, self.input, self.pool) = (batch, input, pool)
    plan = try TrainingPlan(
      model.freezing(settings.frozen), input: input, batch: batch, loss: settings.loss, rootFloor: settings.rootFloor,
      pool: pool)
    moments = (0..<settings.optimizer.momentCount).map { _ in AlignedBuffer(count: model.table.floatCount) }
    average = settings.averageDecay.map { _ in model.parameters.copy() }
    bestWeights = settings.keepsBest ? model.parameters.copy() : nil
  }

  /// Does one step.
  ///
  /// - Parameters:
  ///   - samples: Samples of the step, where they are fewer than usual, as at the end of an epoch.
  ///   - observe: Is shown the output before the change, `[samples, height, width, channels]`.
  ///   - fill: Writes the step's batch, with randomness drawn only from the step's number.
  /// - Throws: ``NetworkError/diverged(step:)``, or what `fill` throws.
  public func advance(
    samples: Int? = nil, observe: (UnsafeBufferPointer<Float>) -> Void = { _ in },
    _ fill: (_ step: Int, _ batch: TrainingBatch) throws -> Void
  ) throws -> StepResult {
    let plan = try plan(samples: samples ?? batch)
    try plan.withBatch { try fill(step, $0) }
    var random = SeededRandom(settings.seed, UInt64(step), 0x5EED)
    let loss = plan.computeGradients(seed: random.next(), observe: observe)
    let table = plan.model.table
    let norm = GradientClipping.clip(plan.gradients, table: table, limit: settings.clipNorm ?? .infinity)
    // Rectifiers turn what is not a number into zero, so the loss alone would not show it.
    guard loss.isFinite, norm.isFinite else { throw NetworkError.diverged(step: step) }
    let rate = settings.schedule.rate(step: step, of: settings.steps, validations: validations)
    settings.optimizer.update(
      plan.model.parameters, gradients: plan.gradients, moments: moments, table: table, rate: rate, step: step,
      workers: plan.workers)
    if let average, let decay = settings.averageDecay {
      WeightAverage.update(average, towards: plan.model.parameters, decay: decay, step: step)
    }
    step += 1
    losses = (losses.sum + loss, losses.count + 1)
    return StepResult(step: step, loss: loss, rate: rate)
  }

  private func plan(samples: Int) throws(NetworkError) -> TrainingPlan {
    precondition((1...batch).contains(samples))
    if samples == batch { return plan }
    if let known = smallerPlans[samples] { return known }
    let made = try TrainingPlan(
      plan.model, input: input, batch: samples, loss: settings.loss, rootFloor: settings.rootFloor, sharing: plan,
      pool: pool)
    smallerPlans[samples] = made
    return made
  }

  /// The mean loss of the steps since the last report.
  public var meanLoss: Double { losses.count == 0 ? 0 : losses.sum / Double(losses.count) }

  /// Begins the next report's mean.
  public func resetMeanLoss() { losses = (0, 0) }

  /// Takes note of the validation figure of ``result``, for schedules that follow it.
  public func noteValidation(_ figure: Double) {
    if let bestWeights, figure < validations.min() ?? .infinity {
      let weights = average ?? plan.model.parameters
      bestWeights.pointer.update(from: weights.pointer, count: weights.count)
    }
    validations.append(figure)
  }

  /// The model to validate and to ship: the averaged weights where there is an average.
  public var result: Model {
    get throws(NetworkError) { try model(of: average ?? plan.model.parameters) }
  }

  /// The model of the smallest validation figure, the first of equal ones, where ``Settings/keepsBest`` is set;
  /// ``result`` where it is not, or nothing was validated.
  public var best: Model {
    get throws(NetworkError) {
      guard let bestWeights, !validations.isEmpty else { return try result }
      return try model(of: bestWeights)
    }
  }

  /// ``result`` without a copy of the weights: it changes with the next step.
  public var current: Model {
    Model(
      network: plan.model.network, table: plan.model.table, sharing: average ?? plan.model.parameters)
  }

  /// ``best`` without a copy of the weights: it changes with the next better validation.
  public var currentBest: Model {
    guard let bestWeights, !validations.isEmpty else { return current }
    return Model(network: plan.model.network, table: plan.model.table, sharing: bestWeights)
  }

  private func model(of weights: AlignedBuffer) throws(NetworkError) -> Model {
    try Model(
      network: plan.model.network, tensors: Model.tensors(of: weights, table: plan.model.table), record: [:],
      file: "training")
  }
}

extension Trainer {
  private static let version = "1"

  /// The whole state, as a file from which ``restore(from:identity:file:)`` continues.
  ///
  /// - Parameter identity: What the run was started with; a checkpoint of another run is refused.
  public func checkpoint(identity: String) -> [UInt8] {
    var bytes: [UInt8] = []
    writeCheckpoint(identity: identity) { bytes.append(contentsOf: $0) }
    return bytes
  }

  /// Gives the bytes of a checkpoint piece by piece, so that no second copy of a large state is made.
  ///
  /// - Parameters:
  ///   - identity: What the run was started with; a checkpoint of another run is refused.
  ///   - notes: What whoever runs the trainer wants to know when it goes on.
  ///   - sink: Takes the bytes in their order.
  public func writeCheckpoint<Failure: Error>(
    identity: String, notes: String = "", to sink: (UnsafeRawBufferPointer) throws(Failure) -> Void
  ) throws(Failure) {
    let places = states.flatMap { Model.places(of: $0.values, table: plan.model.table, prefix: $0.name + "/") }
    try Safetensors.write(
      places,
      metadata: [
        "version": Self.version, "step": "\(step)", "identity": identity, "notes": notes,
        "validations": Self.encode(validations), "losses": Self.encode([losses.sum, Double(losses.count)]),
      ], to: sink)
  }

  /// All arrays that a run is made of.
  private var states: [(name: String, values: AlignedBuffer)] {
    var result = [("weights", plan.model.parameters)]
    for (index, moment) in moments.enumerated() { result.append(("moment\(index)", moment)) }
    if let average { result.append(("average", average)) }
    if let bestWeights { result.append(("best", bestWeights)) }
    return result
  }

  /// The notes in a checkpoint.
  ///
  /// - Throws: ``NetworkError`` where the file is damaged or belongs to another run.
  public static func notes(
    in bytes: some RandomAccessCollection<UInt8>, identity: String, file: String
  ) throws(NetworkError) -> String {
    try header(of: bytes as? Data ?? Data(bytes), identity: identity, file: file).metadata["notes"] ?? ""
  }

  private static func header(
    of data: Data, identity: String, file: String
  ) throws(NetworkError) -> Safetensors.Header {
    let header = try Safetensors.header(of: data, file: file)
    guard header.metadata["version"] == version, header.metadata["step"].flatMap({ Int($0) }) != nil
    else { throw .malformedFile(file: file, reason: "it is not a training checkpoint") }
    guard header.metadata["identity"] == identity else {
      throw .malformedFile(
        file: file,
        reason: "it belongs to a run with other settings; start anew without --resume, or restore the settings")
    }
    return header
  }

  /// Continues from a checkpoint.
  ///
  /// - Throws: ``NetworkError`` where the file is damaged or belongs to another run.
  public func restore(
    from bytes: some RandomAccessCollection<UInt8>, identity: String, file: String
  ) throws(NetworkError) {
    let data = bytes as? Data ?? Data(bytes)
    let header = try Self.header(of: data, identity: identity, file: file)
    let table = plan.model.table
    let states = states
    let known = Set(states.flatMap { state in table.entries.map { "\(state.name)/\($0.key)" } })
    for (name, entry) in header.entries.sorted(by: { $0.key < $1.key }) where !known.contains(name) {
      throw .unexpectedTensor(name: name, shape: entry.shape, file: file)
    }
    for state in states {
      for entry in table.entries {
        let name = "\(state.name)/\(entry.key)"
        guard let source = header.entries[name] else {
          throw .missingTensor(name: name, shape: entry.spec.shape, file: file)
        }
        guard source.shape == entry.spec.shape else {
          throw .shapeMismatch(name: name, found: source.shape, expected: entry.spec.shape, file: file)
        }
        guard let type = source.numbers else {
          throw .malformedFile(file: file, reason: "tensor '\(name)' is of type \(source.type), which holds no weights")
        }
        let place = UnsafeMutableBufferPointer(start: state.values.pointer + entry.offset, count: entry.spec.count)
        data.withUnsafeBytes { place.loadLittleEndian($0[source.bytes], type: type) }
        guard place.allSatisfy(\.isFinite) else {
          throw .malformedFile(file: file, reason: "tensor '\(name)' holds values that are not numbers")
        }
      }
    }
    step = header.metadata["step"].flatMap { Int($0) } ?? 0
    validations = Self.decode(header.metadata["validations"])
    let losses = Self.decode(header.metadata["losses"])
    if losses.count == 2 { self.losses = (losses[0], Int(losses[1])) }
  }

  /// Numbers as bit patterns, which come back exactly.
  private static func encode(_ numbers: [Double]) -> String {
    numbers.map { String($0.bitPattern, radix: 16) }.joined(separator: " ")
  }

  private static func decode(_ text: String?) -> [Double] {
    (text ?? "").split(separator: " ").compactMap { UInt64($0, radix: 16).map(Double.init(bitPattern:)) }
  }
}
