import PipelineEngine

/// Gives ink back that the networks took, and has pages go on uncleaned that need no cleaning or would lose much by it.
public struct GuardStage: PageStage {
  /// What a pipeline file may set.
  public struct Parameters: StageParameters, Equatable {
    /// Share of its ink that a page may lose.
    public var largestLoss = 0.2
    /// Whether strokes as dark as others that were kept are given back.
    public var keepsInk = true
    /// Whether a page that is clean already stays as it is.
    public var keepsCleanPages = true

    /// The defaults.
    public init() {}

    /// The documentation of every key.
    public static var documentation: [ParameterDocumentation] {
      [
        ParameterDocumentation(
          "largestLoss",
          "share of its ink, 0 to 1, that a page may lose: one that would lose more, or most letters of faint print, goes on as "
            + "it was before the networks, with a warning; 1 cleans every page"),
        ParameterDocumentation(
          "keepsInk",
          "give back what the networks took of letters and drawings that are as dark as the ink which they left beside "
            + "them, or as the blackest of the page, and larger than specks; of rules like others that they left; and of boxes in which they left patches"
        ),
        ParameterDocumentation(
          "keepsCleanPages",
          "leave a page as it is, but for gray paper that becomes white, where the networks would change nothing of it but the "
            + "edges of dark ink; where that is ringing around them, it goes, and the ink stays as it is"),
      ]
    }
  }

  /// "guard".
  public static var name: String { "guard" }
  /// What the stage does.
  public static var summary: String {
    "Gives ink back that others like it were kept of, and has a page go on uncleaned that is clean or would lose too much."
  }

  private let inkGuard: InkGuard?
  private let (keepsInk, keepsCleanPages): (Bool, Bool)

  /// Makes the stage.
  public init(_ parameters: Parameters, context: StageContext) throws {
    guard (0...1).contains(parameters.largestLoss) else {
      throw ParameterError("largestLoss", "must be from 0 to 1, not \(parameters.largestLoss)")
    }
    (keepsInk, keepsCleanPages) = (parameters.keepsInk, parameters.keepsCleanPages)
    inkGuard = parameters.largestLoss < 1 ? InkGuard(largestLoss: parameters.largestLoss) : nil
  }

  /// The page with the guard that judges it when it is stitched.
  public func process(_ page: TiledPage) throws -> TiledPage {
    var page = page
    page.inkGuard = inkGuard
    (page.keepsInk, page.keepsCleanPages) = (keepsInk, keepsCleanPages)
    return page
  }
}
