import Imaging
import NeuralNetwork
import PipelineEngine

/// The pages of a training run.
struct TrainingPairs {
  let training: [PagePair]
  let validation: [PagePair]

  init(_ parameters: DenoiserTrainingParameters, context: StageContext) throws {
    let noisy = context.resolve(parameters.noisy)
    let clean = context.resolve(parameters.clean)
    func read(_ remainders: [Int]) throws -> [PagePair] {
      var selection = PageSelection()
      if parameters.modulo > 1 {
        try selection.restrict(toNumbersModulo: parameters.modulo, remainders: remainders)
      }
      return try PagePair.read(noisy: noisy, clean: clean, selection: selection)
    }
    training = try read(parameters.trainRemainders)
    validation = try read(parameters.validateRemainders)
  }

  /// The errors of a model on the validation pages, whole pages in 8 bits.
  func validationErrors(of model: Model, pool: WorkerPool) throws -> PageErrors {
    let processor = TileProcessor([try PageNetwork(model)], pool: pool)
    var errors = PageErrors()
    for pair in validation {
      let cleaned = try processor.process(pair.noisy, tileSize: TileStage.Parameters().size).roundedTo8Bits()
      errors.add(SquaredError(cleaned, pair.clean))
    }
    return errors
  }
  /// A hash (FNV-1a) of all pages, so that a run is not continued on other data.
  var fingerprint: String {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for pair in training + validation {
      for image in [pair.noisy, pair.clean] {
        for value in [UInt64(image.width), UInt64(image.height)] { hash = (hash ^ value) &* 0x100_0000_01B3 }
        for sample in image.samples { hash = (hash ^ UInt64(sample)) &* 0x100_0000_01B3 }
      }
    }
    return String(hash, radix: 16)
  }
}
