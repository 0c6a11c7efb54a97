import Imaging
import TextTables

/// The figures of a set of pages: pooled over their pixels, and as means over the pages.
public struct MeasurementSummary: Sendable {
  /// The errors of the pages as normalised, before cleaning.
  public private(set) var input = PageErrors()
  /// The errors of the pages as they are written.
  public private(set) var output = PageErrors()
  /// Where these lie, pooled over the pixels.
  public private(set) var places = ErrorByPlace()
  private var peakSignalsToNoise = 0.0
  private var similarities = 0.0

  /// Takes the figures of pages together.
  public init(_ measurements: [PageMeasurement]) {
    for measurement in measurements {
      input.add(measurement.input)
      output.add(measurement.output)
      places = places + measurement.places
      peakSignalsToNoise += measurement.output.peakSignalToNoise
      similarities += measurement.similarity
    }
  }

  /// How many pages there are.
  public var pages: Int { output.pages }

  /// The mean of the pages' peak signal-to-noise ratios in decibels, infinite where a page is equal to its reference.
  public var meanPeakSignalToNoise: Double { peakSignalsToNoise / Double(max(1, pages)) }

  /// The mean of the pages' structural similarities.
  public var meanSimilarity: Double { similarities / Double(max(1, pages)) }

  /// The figures in a sentence.
  public func sentence(_ title: String = "all pages") -> String {
    guard pages > 0 else { return "\(title): no page was measured" }
    return "\(title): \(counted(pages, "page")), RMSE pooled \(decimals(output.pooled.root, 6)) "
      + "mean \(decimals(output.meanRoot, 6)) (untouched \(decimals(input.pooled.root, 6)) "
      + "and \(decimals(input.meanRoot, 6))), PSNR pooled "
      + "\(decimals(output.pooled.peakSignalToNoise, 2)) dB, SSIM mean \(decimals(meanSimilarity, 4))"
  }

  /// Summaries as a CSV file: a heading and a line each.
  ///
  /// The columns say whether they are pooled or means over the pages; the last four are those of
  /// ``PageMeasurements/csv``, pooled.
  static func csv(_ summaries: [(title: String, summary: MeasurementSummary)]) -> String {
    let heads =
      ["group", "pages", "rmse_input_pooled", "rmse_input_mean", "rmse_pooled", "rmse_mean", "psnr_pooled"]
      + ["psnr_mean", "ssim_mean"] + PageMeasurement.placeHeads
    let lines = summaries.map { title, figures in
      let errors = [figures.input, figures.output].flatMap { [$0.pooled.root, $0.meanRoot] }
      let ratios = [figures.output.pooled.peakSignalToNoise, figures.meanPeakSignalToNoise]
      let cells =
        [csvField(title), "\(figures.pages)"] + errors.map { decimals($0, 6) } + ratios.map { decimals($0, 3) }
        + [decimals(figures.meanSimilarity, 6)] + figures.places.cells
      return cells.joined(separator: ",")
    }
    return ([heads.joined(separator: ",")] + lines).joined(separator: "\n") + "\n"
  }

  /// Summaries as a table for reading, a line each, and under it what its heads mean.
  static func table(_ summaries: [(title: String, summary: MeasurementSummary)]) -> String {
    var table = TextTable(
      [
        "", "pages", "untouched", "RMSE", "mean RMSE", "PSNR", "mean PSNR", "mean SSIM", "edges' RMSE", "background's",
        "edges' pixels", "edges' error",
      ], leftColumns: 1)
    for (title, figures) in summaries {
      let shares = [figures.places.edgePixelShare, figures.places.edgeErrorShare].map { decimals(100 * $0, 1) + " %" }
      let errors = [figures.places.edges.root, figures.places.background.root].map { decimals($0, 5) }
      table.append(
        [
          title, "\(figures.pages)", decimals(figures.input.pooled.root, 5), decimals(figures.output.pooled.root, 5),
          decimals(figures.output.meanRoot, 5), decimals(figures.output.pooled.peakSignalToNoise, 2),
          decimals(figures.meanPeakSignalToNoise, 2), decimals(figures.meanSimilarity, 4),
        ] + errors + shares)
    }
    return "\(table)\nPooled over all pixels, or means over the pages. Edges: within \(ErrorByPlace.reach) pixels of "
      + "the clean page's ink; the background is the rest."
  }
}
