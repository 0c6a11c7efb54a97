import PipelineEngine

/// Cuts a gray page into tiles.
public struct TileStage: PageStage {
  /// What a pipeline file may set.
  public struct Parameters: StageParameters, Equatable {
    /// Largest width of a tile.
    public var size = 4096

    /// The defaults.
    public init() {}

    /// The documentation of every key.
    public static var documentation: [ParameterDocumentation] {
      [
        ParameterDocumentation(
          "size",
          "largest width of a tile in pixels, without the halo that the networks need to both sides; wider pages are "
            + "done in columns, and networks that are faster in narrower ones take their own width; sets memory and speed, not the result"
        )
      ]
    }
  }

  /// "tile".
  public static var name: String { "tile" }
  /// What the stage does.
  public static var summary: String { "Cuts a gray page into tiles for the networks." }

  private let size: Int

  /// Makes the stage.
  public init(_ parameters: Parameters, context: StageContext) throws {
    guard (16...16384).contains(parameters.size) else {
      throw ParameterError("size", "must be from 16 to 16384, not \(parameters.size)")
    }
    size = parameters.size
  }

  /// The page with its tiles.
  public func process(_ page: GrayPage) throws -> TiledPage {
    TiledPage(page: page, tileSize: size, networks: [])
  }
}
