import Imaging
import NeuralNetwork
import PipelineEngine
import Synchronization

/// Computes the tiles and puts them together.
public struct StitchStage: PageStage {
  /// Stitching has no parameters.
  public typealias Parameters = NoParameters

  /// "stitch".
  public static var name: String { "stitch" }
  /// What the stage does.
  public static var summary: String { "Computes the tiles on all cores and puts them together to a page." }

  private let processors: TileProcessors

  /// Makes the stage.
  public init(_ parameters: Parameters, context: StageContext) throws {
    processors = TileProcessors(workers: context.workers)
  }

  /// The page after the networks, or as it was before them where its guard says so.
  public func process(_ page: TiledPage) throws -> GrayPage {
    let processor = processors.processor(for: page.networks)
    var cleaned: GrayImage
    do {
      cleaned = try processor.process(page.page.image, tileSize: page.tileSize, reduction: page.reduction)
    } catch {
      throw PageError(error.description)
    }
    if page.restoresFaintInk, let ink = FaintInk(cleaned) { cleaned = cleaned.deepened(by: ink.factor) }
    if let inkGuard = page.inkGuard { return inkGuard.judge(page.page, cleaned: cleaned) }
    var result = page.page
    result.image = cleaned
    return result
  }
}

/// The processor of the pipeline's networks, made when the first page comes.
private final class TileProcessors: Sendable {
  private let pool: WorkerPool
  private let known = Mutex<TileProcessor?>(nil)

  init(workers: Int) { pool = WorkerPool(count: workers) }

  /// All pages of a pipeline carry the same networks, so the first page's serve for all.
  func processor(for networks: [PageNetwork]) -> TileProcessor {
    known.withLock { processor in
      if let processor { return processor }
      let made = TileProcessor(networks, pool: pool)
      processor = made
      return made
    }
  }
}
