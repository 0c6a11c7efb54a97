import PipelineEngine

/// Brings faint ink back to black on pages that have no other, and uneven ink on such as have faded in parts.
public struct RestoreStage: PageStage {
  /// What a pipeline file may set.
  public struct Parameters: StageParameters, Equatable {
    /// Whether faint ink is brought back.
    public var faintInk = true

    /// The defaults.
    public init() {}

    /// The documentation of every key.
    public static var documentation: [ParameterDocumentation] {
      [
        ParameterDocumentation(
          "faintInk",
          "bring ink back to black on pages without any black: faded letters, pencil; and uneven ink; beside black print, pencil stays"
        )
      ]
    }
  }

  /// "restore".
  public static var name: String { "restore" }
  /// What the stage does.
  public static var summary: String {
    "Brings faint ink back to black on pages that have no other ink, and ink that is uneven or has faded in parts."
  }

  private let isOn: Bool

  /// Makes the stage.
  public init(_ parameters: Parameters, context: StageContext) throws { isOn = parameters.faintInk }

  /// The page with what is to be done to its ink when it is stitched.
  public func process(_ page: TiledPage) throws -> TiledPage {
    var page = page
    page.restoresFaintInk = isOn
    return page
  }
}
