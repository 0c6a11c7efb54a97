import PipelineEngine

/// Has pages go on uncleaned whose ink the networks would take away.
public struct GuardStage: PageStage {
  /// What a pipeline file may set.
  public struct Parameters: StageParameters, Equatable {
    /// Share of its ink that a page may lose.
    public var largestLoss = 0.2

    /// The defaults.
    public init() {}

    /// The documentation of every key.
    public static var documentation: [ParameterDocumentation] {
      [
        ParameterDocumentation(
          "largestLoss",
          "share of its ink, 0 to 1, that a page may lose: one that would lose more goes on as it was before the "
            + "networks, with a warning; 1 cleans every page")
      ]
    }
  }

  /// "guard".
  public static var name: String { "guard" }
  /// What the stage does.
  public static var summary: String {
    "Has a page go on uncleaned where the networks would take too much of its ink."
  }

  private let inkGuard: InkGuard?

  /// Makes the stage.
  public init(_ parameters: Parameters, context: StageContext) throws {
    guard (0...1).contains(parameters.largestLoss) else {
      throw ParameterError("largestLoss", "must be from 0 to 1, not \(parameters.largestLoss)")
    }
    inkGuard = parameters.largestLoss < 1 ? InkGuard(largestLoss: parameters.largestLoss) : nil
  }

  /// The page with the guard that judges it when it is stitched.
  public func process(_ page: TiledPage) throws -> TiledPage {
    var page = page
    page.inkGuard = inkGuard
    return page
  }
}
