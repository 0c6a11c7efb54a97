import Imaging
import Synchronization

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
  /// The error of the page as it is written, in 256 levels.
  public let output: SquaredError
  /// The structural similarity of the page as it is written.
  public let similarity: Double

  /// The line of the metrics file.
  var csv: String {
    let values = [
      decimals(input.root, 6), decimals(output.root, 6), decimals(output.peakSignalToNoise, 3),
      decimals(similarity, 6),
    ]
    return "\(quoted(page)),\(width),\(height),\(values.joined(separator: ","))"
  }

  private func quoted(_ text: String) -> String {
    guard text.contains(where: { $0 == "," || $0 == "\"" || $0.isNewline }) else { return text }
    let parts = text.split(separator: "\"", omittingEmptySubsequences: false)
    return "\"" + parts.joined(separator: "\"\"") + "\""
  }
}

/// Measures the pages of a run against their references.
///
/// A page is measured on its gray plane before encoding, rounded to the 256 levels of the written page, and for
/// comparison on its first gray plane: the page as normalised, before cleaning.
public final class PageMeasurements: PageObserver {
  private struct Pending {
    var page: Int
    var reference: GrayImage
    var input: SquaredError
  }

  private struct State {
    /// The references of pages between the two points, by document: a document has one such page at most.
    var pending: [String: Pending] = [:]
    var measurements: [PageMeasurement] = []
    var failures: [PageFailure] = []
  }

  private let references: ReferencePages
  private let state = Mutex(State())

  /// Makes an empty collection.
  public init(references: ReferencePages) { self.references = references }

  /// Measures a plane against the reference.
  public func observe(_ page: GrayPage, of document: Document, at point: ObservationPoint) {
    switch point {
    case .input:
      do {
        let reference = try references.image(for: document.relativePath, page: page.info.pageNumber)
        guard reference.width == page.image.width, reference.height == page.image.height else {
          throw PageError(
            "is \(page.image.width)×\(page.image.height) pixels, but its reference has "
              + "\(reference.width)×\(reference.height)")
        }
        let pending = Pending(
          page: page.info.pageNumber, reference: reference, input: SquaredError(page.image, reference))
        state.withLock { $0.pending[document.name] = pending }
      } catch {
        let failure = PageFailure(document: document.name, page: nil, error: error)
        state.withLock {
          $0.pending[document.name] = nil
          $0.failures.append(failure)
        }
      }
    case .output:
      guard let pending = state.withLock({ $0.pending.removeValue(forKey: document.name) }),
        pending.page == page.info.pageNumber, pending.reference.width == page.image.width,
        pending.reference.height == page.image.height
      else { return }
      let image = page.image.roundedTo8Bits()
      let name = document.relativePath + (pending.page > 1 ? "#\(pending.page)" : "")
      let measurement = PageMeasurement(
        page: name, width: image.width, height: image.height, input: pending.input,
        output: SquaredError(image, pending.reference),
        similarity: structuralSimilarity(image, pending.reference))
      state.withLock { $0.measurements.append(measurement) }
    }
  }

  /// Forgets the reference of a page that did not come through.
  public func documentEnded(_ document: Document) {
    state.withLock { $0.pending[document.name] = nil }
  }

  /// The measurements, sorted by page name, numbers in it by their value.
  public var measurements: [PageMeasurement] {
    state.withLock { $0.measurements }.sorted { comesBefore($0.page, $1.page) }
  }

  /// The pages that could not be compared.
  public var failures: [PageFailure] {
    state.withLock { $0.failures }.sorted { comesBefore($0.document, $1.document) }
  }

  /// The metrics file: a heading and a line a page.
  ///
  /// `rmse_input` is the error of the page as normalised, before cleaning; `rmse`, `psnr` and `ssim` are those of the
  /// page as it is written.
  public var csv: String {
    let lines = measurements.map(\.csv)
    return (["page,width,height,rmse_input,rmse,psnr,ssim"] + lines).joined(separator: "\n") + "\n"
  }

  /// The pooled and mean figures in a sentence, over the measurements that `include` selects.
  public func summary(_ title: String = "all pages", where include: (PageMeasurement) -> Bool = { _ in true })
    -> String
  {
    let chosen = measurements.filter(include)
    guard !chosen.isEmpty else { return "\(title): no page was measured" }
    var before = PageErrors()
    var after = PageErrors()
    for measurement in chosen {
      before.add(measurement.input)
      after.add(measurement.output)
    }
    let similarity = chosen.reduce(0) { $0 + $1.similarity } / Double(chosen.count)
    return "\(title): \(counted(chosen.count, "page")), RMSE pooled \(decimals(after.pooled.root, 6)) "
      + "mean \(decimals(after.meanRoot, 6)) (untouched \(decimals(before.pooled.root, 6)) "
      + "and \(decimals(before.meanRoot, 6))), PSNR pooled "
      + "\(decimals(after.pooled.peakSignalToNoise, 2)) dB, SSIM mean \(decimals(similarity, 4))"
  }
}
