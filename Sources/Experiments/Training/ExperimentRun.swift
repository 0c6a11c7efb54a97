import Foundation
import ModelLibrary
import NeuralNetwork
import PipelineEngine
import TextRecognition

/// A training on one division of the examples: phase by phase, epoch by epoch.
struct ExperimentRun {
  let parameters: ExperimentParameters
  let phases: [PhaseSettings]
  /// What the first phase begins with, unless with fresh weights.
  let initial: Model?
  let data: ExperimentData
  let split: ExperimentData.Split
  let folder: RecordFolder
  /// What the run was started with; a checkpoint of another one is refused.
  let identity: String
  let context: StageContext
  let pool: WorkerPool
  let session: TrainingSession

  private var name: String { RunRecord(split: split).name }
  private var files: TrainingFiles { folder.files(name) }

  /// Trains until all is done or the session is cancelled; then the state is saved.
  ///
  /// - Returns: The record of the finished run; nil where it can be continued.
  /// - Throws: `NetworkError` when training diverges, ``ExperimentError`` where memory does not suffice, `FileError`
  ///   when a file cannot be written.
  func run() throws -> RunRecord? {
    var resumes = files.hasCheckpoint
    var state =
      resumes
      ? try RunState(text: files.notes(identity: identity), file: files.checkpoint)
      : RunState(record: RunRecord(split: split))
    var before = initial
    while true {
      let phase = phases[state.phase]
      let (examples, split) = try division(of: phase)
      let trainer = try trainer(of: phase, place: state.phase, on: examples, split, after: before)
      if resumes { try files.restore(trainer, identity: identity) }
      resumes = false
      guard try train(trainer, phase, on: examples, split, &state) else { return nil }
      if state.phase + 1 == phases.count { return try finish(trainer, on: examples, split, state.record) }
      before = try trainer.best
      state.phase += 1
    }
  }

  private func division(of phase: PhaseSettings) throws -> (ExperimentData, ExperimentData.Split) {
    guard let own = phase.data else { return (data, split) }
    let examples = try ExperimentData(own, of: parameters, context: context, pool: pool)
    return (examples, examples.splits[0])
  }

  private func trainer(
    of phase: PhaseSettings, place: Int, on examples: ExperimentData, _ split: ExperimentData.Split,
    after before: Model?
  ) throws -> Trainer {
    let input = examples.trainingSource.inputShape
    let steps = phase.epochs * EpochOrder.steps(split.training.count, batch: phase.batch)
    let settings = phase.trainerSettings(steps: steps, seed: seed(ofPhase: place))
    let output = try phase.network.shapes(input: input).last
    guard output == examples.trainingSource.targetShape else {
      throw ExperimentError(
        "\(parameters.id): the network '\(phase.network.name)' gives \(output?.description ?? "nothing"), but the examples "
          + "need \(examples.trainingSource.targetShape)")
    }
    try MemoryCheck(parameters).check(
      TrainingMemory(
        phase.network, settings: settings, input: input, batch: min(phase.batch, split.training.count),
        workers: pool.count))
    let initial = try before.map {
      try Model(initializing: phase.network, seed: settings.seed, adopting: $0, fresh: phase.fresh)
    }
    return try Trainer(
      phase.network, initial: initial, settings: settings, input: input,
      batch: min(phase.batch, split.training.count), pool: pool)
  }

  /// Later phases draw from streams of their own.
  private func seed(ofPhase place: Int) -> UInt64 { parameters.seed &+ UInt64(place) << 32 }

  private func train(
    _ trainer: Trainer, _ phase: PhaseSettings, on examples: ExperimentData, _ split: ExperimentData.Split,
    _ state: inout RunState
  ) throws -> Bool {
    if state.record.phases.count == state.phase {
      state.record.phases.append(
        PhaseRecord(
          name: phase.name, asked: phase.epochs, trainingExamples: split.training.count,
          validationExamples: split.validation.count))
    }
    let evaluator = ExampleEvaluator(source: examples.validationSource, loss: parameters.loss, pool: pool)
    while true {
      let epoch = state.record.phases[state.phase].epochs.count
      guard epoch < phase.epochs, !phase.earlyStopping.isDue(after: trainer.validations) else { break }
      guard let rate = try trainEpoch(epoch, trainer, phase, on: examples, split, &state) else { return false }
      let start = Date()
      let validation = try evaluator.evaluate(trainer.current, on: split.validation).measures
      trainer.noteValidation(validation.loss)
      let record = EpochRecord(
        epoch: epoch + 1, training: state.running.measures, validation: validation, rate: rate,
        seconds: state.seconds, validationSeconds: Date().timeIntervalSince(start))
      state.record.phases[state.phase].epochs.append(record)
      (state.running, state.seconds) = (RunningMeasures(), 0)
      if trainer.settings.keepsBest {
        let losses = trainer.validations
        state.record.phases[state.phase].bestEpoch = losses.min().flatMap(losses.firstIndex(of:)).map { $0 + 1 }
      }
      if parameters.checkpointEvery > 0, (epoch + 1) % parameters.checkpointEvery == 0 { try save(trainer, state) }
      session.message(line(of: record, phase))
    }
    return true
  }

  /// Makes the steps of an epoch that are left.
  ///
  /// - Returns: The rate of the last step; nil where the session was cancelled before it.
  private func trainEpoch(
    _ epoch: Int, _ trainer: Trainer, _ phase: PhaseSettings, on examples: ExperimentData,
    _ split: ExperimentData.Split, _ state: inout RunState
  ) throws -> Double? {
    let source = examples.trainingSource
    let seed = trainer.settings.seed
    let order = EpochOrder(
      split.training, batch: min(phase.batch, split.training.count), seed: seed, epoch: epoch)
    let steps = EpochOrder.steps(split.training.count, batch: order.batch)
    let draw = ExampleDraw(seed: seed, epoch: epoch, distortion: phase.augmentation)
    let labels = source.labels
    let isClassifier = !source.classes.isEmpty
    let (start, before) = (Date(), state.seconds)
    var rate = 0.0
    while trainer.step < (epoch + 1) * steps {
      state.seconds = before + Date().timeIntervalSince(start)
      if session.isCancelled {
        if parameters.checkpointEvery > 0 { try save(trainer, state) }
        return nil
      }
      let chosen = Array(order.examples(ofStep: trainer.step - epoch * steps))
      var squares: Double?
      var right: Int?
      var target = UnsafeBufferPointer<Float>(start: nil, count: 0)
      let result = try trainer.advance(samples: chosen.count) { output in
        if isClassifier {
          right = chosen.indices.count { likeliest(output.part($0, of: chosen.count)) == labels[chosen[$0]] }
        } else {
          squares = meanSquare(output, target) * Double(chosen.count)
        }
      } _: { _, batch in
        Self.fill(batch, with: chosen, of: source, draw: draw, pool: pool)
        target = UnsafeBufferPointer(batch.target)
      }
      state.running.add(examples: chosen.count, loss: result.loss, squares: squares, right: right)
      rate = result.rate
      report(result, of: phase, epoch: epoch, state)
    }
    state.seconds = before + Date().timeIntervalSince(start)
    return rate
  }

  /// Writes a batch, each worker an example at a time.
  private static func fill(
    _ batch: TrainingBatch, with examples: [Int], of source: any ExampleSource, draw: ExampleDraw, pool: WorkerPool
  ) {
    let (inputCount, targetCount) = (source.inputShape.count, source.targetShape.count)
    nonisolated(unsafe) let batch = batch
    pool.run(count: examples.count) { place, _ in
      source.write(
        examples[place], draw: draw,
        input: UnsafeMutableBufferPointer(rebasing: batch.input[place * inputCount..<(place + 1) * inputCount]),
        target: UnsafeMutableBufferPointer(rebasing: batch.target[place * targetCount..<(place + 1) * targetCount]))
    }
  }

  private func save(_ trainer: Trainer, _ state: RunState) throws {
    try files.save(trainer, identity: identity, notes: state.text)
  }

  private func report(_ result: Trainer.StepResult, of phase: PhaseSettings, epoch: Int, _ state: RunState) {
    let measures = state.running.measures
    session.progress(
      TrainingProgress(
        step: result.step, steps: trainerSteps(phase, state),
        note: "\(title(of: phase)), epoch \(epoch + 1) of \(phase.epochs), \(Self.words(measures))"))
  }

  private func trainerSteps(_ phase: PhaseSettings, _ state: RunState) -> Int {
    phase.epochs * EpochOrder.steps(state.record.phases[state.phase].trainingExamples, batch: phase.batch)
  }

  private func title(of phase: PhaseSettings) -> String {
    [parameters.id, name, phase.name].filter { !$0.isEmpty }.joined(separator: " ")
  }

  private func line(of record: EpochRecord, _ phase: PhaseSettings) -> String {
    let seconds = String(format: "%.1f + %.1f s", record.seconds, record.validationSeconds)
    return "\(title(of: phase)), epoch \(record.epoch) of \(phase.epochs): \(Self.words(record.training)); validation "
      + "\(Self.words(record.validation)); \(seconds)"
  }

  private static func words(_ measures: Measures) -> String {
    String(format: "loss %.6f", measures.loss)
      + (measures.accuracy.map { String(format: ", accuracy %.4f", $0) } ?? "")
      + (measures.rootMeanSquaredError.map { String(format: ", RMSE %.4f", $0) } ?? "")
  }
}

extension RunRecord {
  /// The record of a run that has not begun.
  init(split: ExperimentData.Split) {
    self.init(
      split: split.name.rawValue, fold: split.fold, trainingExamples: split.training.count,
      validationExamples: split.validation.count)
  }
}

extension UnsafeBufferPointer<Float> {
  /// One of so many equal parts.
  fileprivate func part(_ index: Int, of parts: Int) -> UnsafeBufferPointer<Float> {
    let size = count / parts
    return UnsafeBufferPointer(rebasing: self[index * size..<(index + 1) * size])
  }
}
