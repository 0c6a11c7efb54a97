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

    /// Makes settings.
    public init(
      loss: Loss, optimizer: Optimizer, schedule: LearningRateSchedule, steps: Int, clipNorm: Double? = nil,
      averageDecay: Double? = nil, seed: UInt64, rootFloor: Double = Loss.standardRootFloor,
      keepsBest: Bool = false
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
    /// The gradient's norm before it was limited.
    public var gradientNorm: Double
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
    plan = try TrainingPlan(
      model, input: input, batch: batch, loss: settings.loss, rootFloor: settings.rootFloor, pool: pool)
    moments = (0..<settings.optimizer.momentCount).map { _ in AlignedBuffer(count: model.table.floatCount) }
    average = settings.averageDecay.map { _ in model.parameters.copy() }
    bestWeights = settings.keepsBest ? model.parameters.copy() : nil
  }

  /// Does one step.
  ///
  /// - Parameter fill: Writes the step's batch, with randomness drawn only from the step's number.
  /// - Throws: ``NetworkError/diverged(step:)``, or what `fill` throws.
  public func advance(
    _ fill: (_ step: Int, _ batch: TrainingBatch) throws -> Void
  ) throws -> StepResult {
    try plan.withBatch { try fill(step, $0) }
    var random = SeededRandom(settings.seed, UInt64(step), 0x5EED)
    let loss = plan.computeGradients(seed: random.next())
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
    return StepResult(step: step, loss: loss, rate: rate, gradientNorm: norm)
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

  private func model(of weights: AlignedBuffer) throws(NetworkError) -> Model {
    try Model(
      network: plan.model.network, tensors: Model.tensors(of: weights, table: plan.model.table), record: [:],
      file: "training")
  }
}

extension Trainer {
  private static let version = "1"

  /// The whole state, as a file from which ``restore(from:file:)`` continues.
  ///
  /// - Parameter identity: What the run was started with; a checkpoint of another run is refused.
  public func checkpoint(identity: String) -> [UInt8] {
    let table = plan.model.table
    var tensors: [String: Tensor] = [:]
    func store(_ values: AlignedBuffer, _ prefix: String) {
      for (key, tensor) in Model.tensors(of: values, table: table) { tensors["\(prefix)/\(key)"] = tensor }
    }
    store(plan.model.parameters, "weights")
    for (index, moment) in moments.enumerated() { store(moment, "moment\(index)") }
    if let average { store(average, "average") }
    if let bestWeights { store(bestWeights, "best") }
    return Safetensors(
      tensors: tensors,
      metadata: [
        "version": Self.version, "step": "\(step)", "identity": identity,
        "validations": Self.encode(validations), "losses": Self.encode([losses.sum, Double(losses.count)]),
      ]
    ).encoded()
  }

  /// Continues from a checkpoint.
  ///
  /// - Throws: ``NetworkError`` where the file is damaged or belongs to another run.
  public func restore(
    from bytes: [UInt8], identity: String, file: String
  ) throws(NetworkError) {
    let contents = try Safetensors(bytes: bytes, file: file)
    guard contents.metadata["version"] == Self.version, let step = contents.metadata["step"].flatMap({ Int($0) })
    else { throw .malformedFile(file: file, reason: "it is not a training checkpoint") }
    guard contents.metadata["identity"] == identity else {
      throw .malformedFile(
        file: file,
        reason: "it belongs to a run with other settings; start anew without --resume, or restore the settings")
    }
    let table = plan.model.table
    func fetch(_ values: AlignedBuffer, _ prefix: String) throws(NetworkError) {
      var tensors: [String: Tensor] = [:]
      for (key, tensor) in contents.tensors where key.hasPrefix(prefix + "/") {
        tensors[String(key.dropFirst(prefix.count + 1))] = tensor
      }
      try Model.check(tensors, against: table, file: file)
      Model.copy(tensors, to: values, table: table)
    }
    try fetch(plan.model.parameters, "weights")
    for (index, moment) in moments.enumerated() { try fetch(moment, "moment\(index)") }
    if let average { try fetch(average, "average") }
    if let bestWeights { try fetch(bestWeights, "best") }
    self.step = step
    validations = Self.decode(contents.metadata["validations"])
    let losses = Self.decode(contents.metadata["losses"])
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
