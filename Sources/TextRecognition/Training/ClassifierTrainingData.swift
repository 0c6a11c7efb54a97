import ModelLibrary
import NeuralNetwork
import PipelineEngine

/// The images of a training run, and which of them it trains and validates on.
struct ClassifierTrainingData: Sendable {
  /// A training and what it is validated on.
  struct Split: Sendable {
    /// The part that is validated on, from 1, in cross-validation.
    let fold: Int?
    /// Images to train on, of the training source.
    let training: [Int]
    /// Images to validate on, of the validation source.
    let validation: [Int]
  }

  let trainingSource: any CharacterSource
  let validationSource: any CharacterSource
  /// The trainings of the run; never none.
  let splits: [Split]
  /// A hash of all images and labels.
  let fingerprint: String

  /// Reads the images that the parameters name.
  init(_ parameters: ClassifierTrainingParameters, characters: [String], context: StageContext) throws {
    if !parameters.pages.isEmpty {
      let pool = WorkerPool(count: context.workers)
      func read(_ folders: [String]) throws -> PrintedCharacters {
        try PrintedCharacters(
          folders: folders.map(context.resolve), characters: characters.dropLast(), noneShare: parameters.noneShare,
          distortion: parameters.augmentation, pool: pool)
      }
      let (training, validation) = (try read(parameters.pages), try read(parameters.validationPages))
      (trainingSource, validationSource) = (training, validation)
      splits = [Split(fold: nil, training: Array(0..<training.count), validation: Array(0..<validation.count))]
      fingerprint = training.fingerprint + " " + validation.fingerprint
      return
    }
    func read(_ images: String, _ labels: String) throws -> LabelledCharacters {
      try LabelledCharacters(
        images: context.resolve(images), labels: context.resolve(labels), characters: characters,
        areTransposed: parameters.transposed, distortion: parameters.augmentation)
    }
    let training = try read(parameters.images, parameters.labels)
    trainingSource = training
    if let images = parameters.validationImages, let labels = parameters.validationLabels {
      let validation = try read(images, labels)
      guard validation.shape == training.shape else {
        throw CharacterDataError(
          "\(context.resolve(images)): images of \(validation.shape), but those to train on are \(training.shape)")
      }
      validationSource = validation
      splits = [Split(fold: nil, training: Array(0..<training.count), validation: Array(0..<validation.count))]
      fingerprint = training.fingerprint + " " + validation.fingerprint
    } else {
      guard training.count >= parameters.folds else {
        throw CharacterDataError(
          "\(context.resolve(parameters.images)): \(training.count) images are too few for \(parameters.folds) folds")
      }
      let folds = Folds(labels: training.labels, count: parameters.folds, seed: parameters.seed)
      validationSource = training
      splits = (1...parameters.folds).filter { parameters.fold ?? $0 == $0 }.map { fold in
        Split(fold: fold, training: folds.others(than: fold - 1), validation: folds.parts[fold - 1])
      }
      fingerprint = training.fingerprint
    }
  }
}
