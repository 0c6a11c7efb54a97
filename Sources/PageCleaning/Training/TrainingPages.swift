import Degradation
import ImageFiles
import Imaging
import NeuralNetwork
import PipelineEngine
import Randomness

/// The pages of a training run.
struct TrainingPages: Sendable {
  /// A clean page to degrade.
  struct CleanPage: Sendable {
    let name: String
    let image: GrayImage
    let dotsPerInch: Double
  }

  /// Dots an inch of pages that do not say: what fits the print of NoisyOffice.
  static let usualResolution = 150.0
  /// Of the clean pages one in so many is kept for validation, and no more than a few.
  private static let validationEvery = 20
  private static let mostValidated = 16

  let training: [PagePair]
  let validation: [PagePair]
  let synthetic: [CleanPage]
  /// Clean pages that are not trained on, with what became of them.
  let syntheticValidation: [PagePair]
  let papers: [FloatImage]
  let recipe: DegradationRecipe

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
    let degrades = parameters.synthetic != nil || parameters.degradedShare > 0
    let recipe =
      degrades
      ? try RecipeFile.read(parameters.degradations, context: context)
      : DegradationRecipe(name: "none", steps: [])
    let papers = try degrades ? PaperPictures.read(parameters.papers.map(context.resolve)) : []
    let pages = try parameters.synthetic.map { try Self.readClean(context.resolve($0)) } ?? []
    let kept = pages.enumerated().filter { $0.offset % Self.validationEvery == 0 }.prefix(Self.mostValidated)
    let keptNames = Set(kept.map(\.element.name))
    synthetic = pages.filter { !keptNames.contains($0.name) }
    syntheticValidation = kept.map { index, page in
      var degraded = DegradedPage(
        image: FloatImage(page.image), dotsPerInch: page.dotsPerInch, papers: papers)
      recipe.apply(to: &degraded, path: 0x7A11, UInt64(index))
      return PagePair(stem: page.name, noisy: GrayImage(degraded.image), clean: page.image)
    }
    guard parameters.synthetic == nil || !synthetic.isEmpty else {
      throw TrainingDataError("\(parameters.synthetic ?? ""): one page is too few to train and validate on")
    }
    self.papers = papers
    self.recipe = recipe
  }

  private static func readClean(_ path: String) throws -> [CleanPage] {
    try InputDocuments([path]).sorted { comesBefore($0.relativePath, $1.relativePath) }.map { document in
      guard let page = try ImageReader(bytes: document.load().bytes, name: document.name).nextPage() else {
        throw TrainingDataError("\(document.name): the file has no page")
      }
      return CleanPage(
        name: document.relativePath, image: GrayImage(page.raster),
        dotsPerInch: page.resolution?.dotsPerInch ?? usualResolution)
    }
  }

  /// The errors of a model on pages, whole pages in 8 bits.
  func errors(of model: Model, on pairs: [PagePair], pool: WorkerPool) throws -> PageErrors {
    let processor = TileProcessor([try PageNetwork(model)], pool: pool)
    var errors = PageErrors()
    for pair in pairs {
      let cleaned = try processor.process(pair.noisy, tileSize: TileStage.Parameters().size).roundedTo8Bits()
      errors.add(SquaredError(cleaned, pair.clean))
    }
    return errors
  }

  /// A hash of all pages and papers, so that a run is not continued on other data.
  var fingerprint: String {
    var hash = FNV1a()
    let pairs = training + validation + syntheticValidation
    for image in pairs.flatMap({ [$0.noisy, $0.clean] }) + synthetic.map(\.image) {
      hash.combine(contentsOf: [image.width, image.height])
      hash.combine(contentsOf: image.samples)
    }
    for paper in papers {
      hash.combine(contentsOf: [paper.width, paper.height])
      hash.combine(contentsOf: paper.values.lazy.map(\.bitPattern))
    }
    return hash.text
  }
}
