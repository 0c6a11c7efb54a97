import Imaging
import TextTables

/// The errors of one page against its reference.
public struct PageMeasurement: Sendable, Equatable {
  /// The document's relative path; `#N` follows for pages after the first.
  public let page: String
  /// Pixels a row.
  public let width: Int
  /// Rows.
  public let height: Int
  /// The error of the page as normalised, before cleaning: its first gray plane.
  public let input: SquaredError
  /// The error of the page as it is written, in 256 levels, by the place that it lies in.
  public let places: ErrorByPlace
  /// The structural similarity of the page as it is written.
  public let similarity: Double

  /// The error of the page as it is written, in 256 levels.
  public var output: SquaredError { places.total }

  /// The heads of the columns of the metrics file.
  static let heads = ["page", "width", "height", "rmse_input", "rmse", "psnr", "ssim"] + placeHeads

  /// The heads of the columns that say where errors lie.
  static let placeHeads = ["rmse_edges", "rmse_background", "edge_pixels", "edge_error"]

  /// The cells of the metrics file.
  var cells: [String] {
    let values = [
      decimals(input.root, 6), decimals(output.root, 6), decimals(output.peakSignalToNoise, 3),
      decimals(similarity, 6),
    ]
    return [csvField(page), "\(width)", "\(height)"] + values + places.cells
  }
}

extension ErrorByPlace {
  /// The cells under ``PageMeasurement/placeHeads``.
  var cells: [String] { [edges.root, background.root, edgePixelShare, edgeErrorShare].map { decimals($0, 6) } }
}
