import PipelineEngine

/// Finds the lines of text on pages and cuts them to pieces.
public struct SegmentStage: PageStage {
  /// What a pipeline file may set.
  public struct Parameters: StageParameters, Equatable {
    /// Whether lines may be turned.
    public var deskew = true

    /// The defaults.
    public init() {}

    /// The documentation of every key.
    public static var documentation: [ParameterDocumentation] {
      [ParameterDocumentation("deskew", "read lines that are turned by up to 10°; false takes them to be level")]
    }
  }

  /// "segment".
  public static var name: String { "segment" }
  /// What the stage does.
  public static var summary: String { "Finds columns, lines and characters, in reading order." }

  private let parameters: Parameters

  /// Makes the stage.
  public init(_ parameters: Parameters, context: StageContext) throws { self.parameters = parameters }

  /// The page with its lines.
  public func process(_ page: GrayPage) throws -> LaidOutPage {
    LaidOutPage(page: page, layout: TextLayout(page.image, deskew: parameters.deskew))
  }
}
