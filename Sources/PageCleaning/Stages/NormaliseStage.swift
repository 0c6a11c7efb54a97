import ImageFiles
import Imaging
import PipelineEngine

/// Brings a decoded page to one gray plane, stretches its tones and keeps its colours where asked.
public struct NormaliseStage: PageStage {
  /// What a pipeline file may set.
  public struct Parameters: StageParameters, Equatable {
    /// Percentage of the pixels that become black.
    public var blackPoint = 0.0
    /// Percentage of the pixels that become white.
    public var whitePoint = 0.0
    /// Whether the page's colours are kept beside the gray plane.
    public var keepColour = false
    /// Whether white print on black is cleaned as its negative.
    public var invertNegatives = true

    /// The defaults.
    public init() {}

    /// The documentation of every key.
    public static var documentation: [ParameterDocumentation] {
      [
        ParameterDocumentation(
          "blackPoint", "percentage of the pixels, 0 to 50, that become black; 0 leaves black where it is"),
        ParameterDocumentation(
          "whitePoint", "percentage of the pixels, 0 to 50, that become white; 0 leaves white where it is"),
        ParameterDocumentation(
          "keepColour",
          "whether a page in colour is written in colour: its luma is cleaned, its paper loses its tint, ink keeps its "
            + "hue; a gray page stays gray"),
        ParameterDocumentation(
          "invertNegatives",
          "whether a page of white print or lines on black or blue is cleaned and read as its negative, and written as it came"
        ),
      ]
    }
  }

  /// "normalise".
  public static var name: String { "normalise" }
  /// What the stage does.
  public static var summary: String {
    "Converts a page to gray by its luma, transparency over white; stretches its tones and keeps its colours where "
      + "asked."
  }

  private let parameters: Parameters

  /// Makes the stage.
  public init(_ parameters: Parameters, context: StageContext) throws {
    for (key, value) in [("blackPoint", parameters.blackPoint), ("whitePoint", parameters.whitePoint)] {
      guard value >= 0, value <= 50 else {
        throw ParameterError(key, "must be from 0 to 50, not \(value)")
      }
    }
    self.parameters = parameters
  }

  /// The gray plane of a page, with its colours where they are kept.
  public func process(_ page: Page) throws -> GrayPage {
    let gray = GrayImage(page.raster).stretched(
      blackPercentile: parameters.blackPoint, whitePercentile: parameters.whitePoint)
    let colours = parameters.keepColour ? RGBImage(page.raster) : nil
    guard parameters.invertNegatives, gray.isNegative else {
      return GrayPage(image: gray, info: page.info, colours: colours)
    }
    var negative = GrayPage(image: gray.inverted, info: page.info, colours: colours?.inverted)
    negative.isNegative = true
    negative.info.remarks.append(PageRemark(.note, "taken for a negative, white print on black"))
    return negative
  }
}
