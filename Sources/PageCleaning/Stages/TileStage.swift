import Imaging
import PipelineEngine

/// Cuts a gray page into tiles.
public struct TileStage: PageStage {
  /// What a pipeline file may set.
  public struct Parameters: StageParameters, Equatable {
    /// Largest width of a tile.
    public var size = 4096
    /// Width of strokes above which a page is cleaned at a smaller size.
    public var widestStroke = 5.0

    /// The defaults.
    public init() {}

    /// The documentation of every key.
    public static var documentation: [ParameterDocumentation] {
      [
        ParameterDocumentation(
          "size",
          "largest width of a tile in pixels, without the halo that the networks need to both sides; wider pages are "
            + "done in columns, and networks that are faster in narrower ones take their own width; sets memory and speed, not the result"
        ),
        ParameterDocumentation(
          "widestStroke",
          "pages whose usual stroke is wider, in pixels, are cleaned at a smaller size, where strokes are about as wide as "
            + "print's, and the change is carried over to the full page; 0 cleans every page as it is"),
      ]
    }
  }

  /// "tile".
  public static var name: String { "tile" }
  /// What the stage does.
  public static var summary: String { "Cuts a gray page into tiles for the networks." }

  private let size: Int
  private let widestStroke: Double

  /// Makes the stage.
  public init(_ parameters: Parameters, context: StageContext) throws {
    guard (16...16384).contains(parameters.size) else {
      throw ParameterError("size", "must be from 16 to 16384, not \(parameters.size)")
    }
    guard parameters.widestStroke >= 0 else {
      throw ParameterError("widestStroke", "must be at least 0, not \(parameters.widestStroke)")
    }
    size = parameters.size
    widestStroke = parameters.widestStroke
  }

  /// The page with its tiles.
  public func process(_ page: GrayPage) throws -> TiledPage {
    TiledPage(page: page, tileSize: size, networks: [], reduction: reduction(of: page.image))
  }

  /// How many times smaller the page is to be cleaned: what brings its strokes nearest to those of print.
  private func reduction(of image: GrayImage) -> Int {
    guard widestStroke > 0, let stroke = StrokeWidth(image)?.median, stroke > widestStroke else { return 1 }
    return min(max(Int((stroke / Self.usualStroke).rounded()), 2), Self.largestReduction)
  }

  /// Strokes of print of 10 to 25 pixels x-height, where the networks are at their best.
  private static let usualStroke = 3.5
  private static let largestReduction = 6
}
