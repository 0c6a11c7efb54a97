import PipelineEngine

/// Has specks become paper that are far smaller than the dots of a page's print, or strewn over the page.
public struct SpecksStage: PageStage {
  /// What a pipeline file may set.
  public struct Parameters: StageParameters, Equatable {
    /// Whether specks become paper.
    public var remove = true

    /// The defaults.
    public init() {}

    /// The documentation of every key.
    public static var documentation: [ParameterDocumentation] {
      [
        ParameterDocumentation(
          "remove",
          "whether specks become paper: dots of less than a sixth of the area of a square as wide as the page's strokes, and of a "
            + "pixel or two up to a third of it; black ones on even paper go before the networks. Where dots of all sizes are strewn "
            + "over a page away from print, those as large as full stops go as well")
      ]
    }
  }

  /// "specks".
  public static var name: String { "specks" }
  /// What the stage does.
  public static var summary: String { "Has specks become paper: far smaller than dots of print, or strewn." }

  private let removes: Bool

  /// Makes the stage.
  public init(_ parameters: Parameters, context: StageContext) { removes = parameters.remove }

  /// The page, whose specks are looked for before and after the networks.
  public func process(_ page: TiledPage) -> TiledPage {
    var page = page
    page.removesSpecks = removes
    return page
  }
}
