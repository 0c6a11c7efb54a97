import ModelLibrary
import NeuralNetwork
import PageCleaning
import PipelineEngine
import Randomness
import TextRecognition

/// The examples of an experiment or of one of its phases, and how they are divided.
struct ExperimentData: Sendable {
  /// A division of the examples.
  struct Split: Sendable, Equatable {
    let name: SplitName
    /// The part that is validated on, from 1, in cross-validation.
    let fold: Int?
    /// Examples to train on, of the training source.
    let training: [Int]
    /// Examples to validate on, of the validation source.
    let validation: [Int]
  }

  let trainingSource: any ExampleSource
  let validationSource: any ExampleSource
  /// What the finished network is judged on, where there is something.
  let testSource: (any ExampleSource)?
  /// The divisions; never none.
  let splits: [Split]

  /// A hash of all examples.
  var fingerprint: String {
    [trainingSource, validationSource, testSource].compactMap { $0?.fingerprint }.joined(separator: " ")
  }

  /// Reads the examples.
  ///
  /// - Parameters:
  ///   - data: The files, and how the examples are divided.
  ///   - parameters: The rest of the experiment.
  /// - Throws: The files' own errors; ``ExperimentError`` where a part of a division would be empty.
  init(
    _ data: DataParameters, of parameters: ExperimentParameters, context: StageContext, pool: WorkerPool
  ) throws {
    if data.arePages {
      self = try Self.pages(data, of: parameters, context: context, pool: pool)
    } else {
      self = try Self.images(data, of: parameters, context: context)
    }
    for split in splits where split.training.isEmpty || split.validation.isEmpty {
      throw ExperimentError(
        "\(parameters.id): split '\(split.name.rawValue)' leaves \(split.training.count) examples to train on and "
          + "\(split.validation.count) to validate on; both need some")
    }
  }

  private init(
    training: any ExampleSource, validation: any ExampleSource, test: (any ExampleSource)?, splits: [Split],
    limit: Int
  ) {
    trainingSource = training
    validationSource = validation
    testSource = test
    self.splits =
      limit == 0
      ? splits
      : splits.map {
        Split(
          name: $0.name, fold: $0.fold, training: Array($0.training.prefix(limit)),
          validation: Array($0.validation.prefix(limit)))
      }
  }

  private static func images(
    _ data: DataParameters, of parameters: ExperimentParameters, context: StageContext
  ) throws -> ExperimentData {
    let characters = try CharacterList.read(data.characters, context: context)
    let task: ImageExamples.Task =
      parameters.loss == .crossEntropy
      ? .classification : .reconstruction(noise: parameters.noise, seed: parameters.seed)
    func read(_ images: String, _ labels: String, stream: UInt64) throws -> ImageExamples {
      ImageExamples(
        try LabelledCharacters(
          images: context.resolve(images), labels: context.resolve(labels), characters: characters,
          areTransposed: data.transposed),
        task: task, channels: data.channels, stream: stream)
    }
    let training = try read(data.images, data.labels, stream: 0)
    let test = try data.testImages.map { try read($0, data.testLabels ?? "", stream: 2) }
    // Drawn by the seed, so that a part of them is a fair sample.
    let chosen = shuffled(training.count, seed: parameters.seed)
      .prefix(data.examples == 0 ? training.count : data.examples)
    if let images = data.validationImages, let labels = data.validationLabels {
      let validation = try read(images, labels, stream: 1)
      guard validation.inputShape == training.inputShape else {
        throw ExperimentError(
          "\(context.resolve(images)): images of \(validation.inputShape), but those to train on are "
            + "\(training.inputShape)")
      }
      return ExperimentData(
        training: training, validation: validation, test: test,
        splits: [Split(name: .files, fold: nil, training: Array(chosen), validation: Array(0..<validation.count))],
        limit: parameters.limit)
    }
    let splits: [Split]
    if data.folds > 0 {
      guard chosen.count >= data.folds else {
        throw ExperimentError(
          "\(context.resolve(data.images)): \(chosen.count) images are too few for \(data.folds) folds")
      }
      let labels = training.labels
      let folds = Folds(labels: chosen.map { labels[$0] }, count: data.folds, seed: parameters.seed)
      splits = (1...data.folds).filter { data.fold ?? $0 == $0 }.map { fold in
        Split(
          name: .folds, fold: fold, training: folds.others(than: fold - 1).map { chosen[$0] },
          validation: folds.parts[fold - 1].map { chosen[$0] })
      }
    } else {
      splits = [random(chosen, share: data.validationShare)]
    }
    return ExperimentData(training: training, validation: training, test: test, splits: splits, limit: parameters.limit)
  }

  private static func pages(
    _ data: DataParameters, of parameters: ExperimentParameters, context: StageContext, pool: WorkerPool
  ) throws -> ExperimentData {
    let pairs = try PagePair.read(
      noisy: context.resolve(data.noisy), clean: context.resolve(data.clean), selection: PageSelection())
    let source = PageExamples(pairs, height: data.height, width: data.width, pool: pool)
    let shuffled = shuffled(source.count, seed: parameters.seed)
    let names = parameters.splits.isEmpty ? data.availableSplits : parameters.splits
    let splits = try names.map { name in
      guard name == .trva else { return random(shuffled[...], share: data.validationShare) }
      func members(_ remainders: [Int]) throws -> [Int] {
        var selection = PageSelection()
        try selection.restrict(toNumbersModulo: data.modulo, remainders: remainders)
        return shuffled.filter { selection.contains(pairs[$0].stem) }
      }
      return Split(
        name: .trva, fold: nil, training: try members(data.trainRemainders),
        validation: try members(data.validateRemainders))
    }
    return ExperimentData(training: source, validation: source, test: nil, splits: splits, limit: parameters.limit)
  }

  /// The first of the shuffled examples are validated on.
  private static func random(_ examples: ArraySlice<Int>, share: Double) -> Split {
    let count = Int((Double(examples.count) * share).rounded(.up))
    return Split(
      name: .random, fold: nil, training: Array(examples.dropFirst(count)), validation: Array(examples.prefix(count)))
  }

  private static func shuffled(_ count: Int, seed: UInt64) -> [Int] {
    var random = SeededRandom(seed, 0x5417)
    return (0..<count).shuffled(using: &random)
  }
}
