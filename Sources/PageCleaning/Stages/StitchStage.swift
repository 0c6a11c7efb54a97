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
  private let pictureProcessors: TileProcessors

  /// Makes the stage.
  public init(_ parameters: Parameters, context: StageContext) throws {
    let pool = WorkerPool(count: context.workers)
    processors = TileProcessors(pool)
    pictureProcessors = TileProcessors(pool)
  }

  /// The page after the networks, with its pictures as they were; or as it was before them where its guard says so.
  public func process(_ page: TiledPage) throws -> GrayPage {
    let image = page.restoresFaintInkWholly ? page.page.image.exposed : page.page.image
    let border = page.removesBorder && page.strength > 0 ? ScanBorder(image) : nil
    var plane: CleanedPlane
    do {
      plane = try CleanedPlane(
        cleaning: border?.bare ?? image, of: page, networks: processors.processor(for: page.networks),
        pictureProcessor: { pictureProcessors.processor(for: [$0.network]) })
    } catch {
      throw PageError(error.description)
    }
    border?.whiten(&plane.image, before: image, strength: page.strength)
    var result = page.page
    if let pictures = plane.pictures {
      result.info.remarks.append(
        PageRemark(.note, "pictures found on \(Int((pictures.share * 100).rounded())) % of it"))
      result.pictures = pictures
    }
    if let inkGuard = page.inkGuard {
      let verdict = inkGuard.judge(
        before: plane.bare, cleaned: plane.image, isBilevel: result.info.isBilevel, isMottled: plane.isMottled)
      result.info.remarks.append(verdict.remark)
      if verdict.passesThrough { return result }
    }
    result.image = plane.withNarrowedStrokes
    return result
  }
}

/// The processor of the pipeline's networks, made when the first page comes.
private final class TileProcessors: Sendable {
  private let pool: WorkerPool
  private let known = Mutex<TileProcessor?>(nil)

  init(_ pool: WorkerPool) { self.pool = pool }

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
