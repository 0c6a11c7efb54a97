/// What pages are wanted.
public struct SynthesisSettings: Sendable {
  /// What all random choices follow from, with the page's number.
  public var seed: UInt64 = 1
  /// Pixels a row.
  public var width = 1024
  /// Rows.
  public var height = 1024
  /// Dots an inch, drawn for each page so that its logarithm is spread evenly.
  public var dpi: ClosedRange<Double> = 75...600
  /// The kinds of pages to draw from; all of them unless given.
  public var kinds = PageKind.allCases

  /// Makes the usual settings.
  public init() {}
}
