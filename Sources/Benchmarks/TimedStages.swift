import PageCleaning
import PipelineEngine

/// The stages of the built-in pipeline, one page after another, timed.
struct TimedStages {
  /// What one run over a document took, in seconds, and the pages that were in it.
  struct Run {
    var decoding = 0.0
    var cleaning = 0.0
    var encoding = 0.0
    var sizes: [(width: Int, height: Int)] = []
  }

  private let decode: DecodeStage
  private let normalise: NormaliseStage
  private let tile: TileStage
  private let borders: BordersStage
  private let denoise: DenoiseStage
  private let specks: SpecksStage
  private let pictures: PicturesStage
  private let guarding: GuardStage
  private let stitch: StitchStage
  private let restore: RestoreStage
  private let encode: EncodeStage

  /// Makes the stages with a model.
  ///
  /// - Throws: What the stages throw, where there is no such model.
  init(model: String, workers: Int) throws {
    let context = StageContext(workers: workers)
    var denoising = DenoiseStage.Parameters()
    denoising.model = model
    decode = try DecodeStage(.init(), context: context)
    normalise = try NormaliseStage(.init(), context: context)
    tile = try TileStage(.init(), context: context)
    borders = BordersStage(.init(), context: context)
    denoise = try DenoiseStage(denoising, context: context)
    specks = SpecksStage(.init(), context: context)
    pictures = try PicturesStage(.init(), context: context)
    guarding = try GuardStage(.init(), context: context)
    stitch = try StitchStage(.init(), context: context)
    restore = try RestoreStage(.init(), context: context)
    encode = try EncodeStage(.init(), context: context)
  }

  /// Does a document, from its bytes to those of its result.
  ///
  /// - Throws: What the stages throw.
  func run(_ document: Document) throws -> Run {
    var run = Run()
    let clock = ContinuousClock()
    var last = clock.now
    func lap() -> Double {
      let start = last
      last = clock.now
      return (last - start) / .seconds(1)
    }
    let pages = try decode.pages(of: document)
    var encoder = try encode.makeEncoder()
    while let page = try pages.next() {
      let gray = try normalise.process(page)
      run.decoding += lap()
      let cleaned = try stitch.process(
        guarding.process(
          pictures.process(
            restore.process(specks.process(denoise.process(borders.process(tile.process(gray))))))))
      run.cleaning += lap()
      _ = try encoder.append(cleaned)
      run.encoding += lap()
      run.sizes.append((gray.image.width, gray.image.height))
    }
    run.decoding += lap()
    _ = try encoder.finish()
    run.encoding += lap()
    return run
  }
}
