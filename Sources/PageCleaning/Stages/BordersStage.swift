import PipelineEngine

/// Has what a scan shows beside its sheet become paper: dark bands along its sides, ground around the sheet, and the holes of a punch.
public struct BordersStage: PageStage {
  /// What a pipeline file may set.
  public struct Parameters: StageParameters, Equatable {
    /// Whether bands become paper.
    public var remove = true

    /// The defaults.
    public init() {}

    /// The documentation of every key.
    public static var documentation: [ParameterDocumentation] {
      [
        ParameterDocumentation(
          "remove",
          "whether dark bands of one gray along the page's sides, dark ground around a sheet that is smaller than the scan, and punch holes become paper"
        )
      ]
    }
  }

  /// "borders".
  public static var name: String { "borders" }
  /// What the stage does.
  public static var summary: String {
    "Has dark bands along the sides of a scan, the ground around its sheet, and punch holes become paper."
  }

  private let removes: Bool

  /// Makes the stage.
  public init(_ parameters: Parameters, context: StageContext) { removes = parameters.remove }

  /// The page, whose bands are looked for when it is stitched.
  public func process(_ page: TiledPage) -> TiledPage {
    var page = page
    page.removesBorder = removes
    return page
  }
}
