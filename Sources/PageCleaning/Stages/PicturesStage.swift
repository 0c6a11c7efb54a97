import NeuralNetwork
import PipelineEngine

/// Has photographs and halftones keep their tones where the networks clean a page.
public struct PicturesStage: PageStage {
  /// What a pipeline file may set.
  public struct Parameters: StageParameters, Equatable {
    /// Whether pictures keep their tones.
    public var keep = true

    /// The defaults.
    public init() {}

    /// The documentation of every key.
    public static var documentation: [ParameterDocumentation] {
      [
        ParameterDocumentation(
          "keep",
          "whether photographs, halftones and engravings keep their tones, with the paper in them brought to white; "
            + "where not, they are cleaned like everything else, which takes their smooth grays")
      ]
    }
  }

  /// "pictures".
  public static var name: String { "pictures" }
  /// What the stage does.
  public static var summary: String { "Has pictures on a page keep their tones." }

  private let keeper: PictureKeeper?

  /// Makes the stage and loads its network.
  public init(_ parameters: Parameters, context: StageContext) throws {
    keeper = parameters.keep ? try PictureKeeper() : nil
  }

  /// The page with what looks for its pictures when it is stitched.
  public func process(_ page: TiledPage) throws -> TiledPage {
    var page = page
    page.pictureKeeper = keeper
    return page
  }
}
