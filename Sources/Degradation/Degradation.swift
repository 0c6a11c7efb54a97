/// One thing that happens to paper, to its scan or to the scan's file.
///
/// A degradation is parametrised by ranges. What it draws from them goes through ``Draw``, which keeps a record, so
/// that a degraded page can be described and made again.
public protocol Degradation: Sendable {
  /// The name in recipes.
  static var name: String { get }
  /// What it does to a page, in a sentence.
  static var summary: String { get }
  /// What is drawn for a page, with the ranges used where a recipe gives none.
  static var parameters: [DegradationParameter] { get }

  /// Degrades a page.
  static func apply(to page: inout DegradedPage, draw: inout Draw)
}

/// A figure that is drawn for each page.
public struct DegradationParameter: Sendable, Equatable {
  /// How a figure is spread over its range.
  public enum Spread: Sendable, Equatable { case linear, logarithmic }

  /// The name in recipes and records.
  public let name: String
  /// The smallest and the largest value, unless a recipe says otherwise.
  public let range: ClosedRange<Double>
  /// The values that make sense at all.
  public let limits: ClosedRange<Double>
  /// How values are spread over the range.
  public let spread: Spread
  /// What the figure is, with its unit.
  public let text: String

  /// Describes a figure.
  init(
    _ name: String, _ range: ClosedRange<Double>, within limits: ClosedRange<Double>, spread: Spread = .linear,
    _ text: String
  ) {
    self.name = name
    self.range = range
    self.limits = limits
    self.spread = spread
    self.text = text
  }
}

/// The degradations there are.
public enum Degradations {
  /// All degradations, in the order in which they befall a page: ink, paper, light, scanner, file.
  public static let all: [any Degradation.Type] = [
    InkFade.self, InkSpread.self, TonerLoss.self,
    PaperTone.self, PaperGrain.self, PaperImage.self, ShowThrough.self,
    Stain.self, CoffeeRing.self, Fold.self, Wrinkle.self, Speckle.self,
    UnevenLight.self, Shadow.self, DarkBorder.self, ScannerStreak.self, PhotocopierDirt.self,
    Blur.self, Resample.self, ToneCurve.self, SensorNoise.self, SaltAndPepper.self, JPEGArtefacts.self,
    Threshold.self,
  ]

  /// The degradation of a name.
  public static func named(_ name: String) -> (any Degradation.Type)? { all.first { $0.name == name } }
}
