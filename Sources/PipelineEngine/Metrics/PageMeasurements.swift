import Imaging
import Synchronization

/// Measures the pages of a run against their references.
///
/// A page is measured on its gray plane as it is to be written, rounded to the 256 levels of the written page, and for
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
    /// The references of the documents that are under way, by document.
    var references: [String: ReferenceDocument] = [:]
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
        let reference = try reference(of: document).page(page.info.pageNumber)
        guard reference.width == page.image.width, reference.height == page.image.height else {
          throw PageError(
            "is \(page.image.width)×\(page.image.height) pixels, but its reference has "
              + "\(reference.width)×\(reference.height)")
        }
        let pending = Pending(
          page: page.info.pageNumber, reference: reference, input: SquaredError(page.written, reference))
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
      let image = page.written.roundedTo8Bits()
      let name = document.relativePath + (pending.page > 1 ? "#\(pending.page)" : "")
      let measurement = PageMeasurement(
        page: name, width: image.width, height: image.height, input: pending.input,
        places: ErrorByPlace(image, pending.reference),
        similarity: structuralSimilarity(image, pending.reference))
      state.withLock { $0.measurements.append(measurement) }
    }
  }

  /// Forgets a document's reference, and that of a page that did not come through.
  public func documentEnded(_ document: Document) {
    state.withLock {
      $0.pending[document.name] = nil
      $0.references[document.name] = nil
    }
  }

  private func reference(of document: Document) throws -> ReferenceDocument {
    if let reference = state.withLock({ $0.references[document.name] }) { return reference }
    let reference = try references.document(for: document.relativePath)
    state.withLock { $0.references[document.name] = reference }
    return reference
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
  /// page as it is written, the last four what ``ErrorByPlace`` says of it: the errors at edges and on the background,
  /// and the shares of pixels and of squared error that lie at edges.
  public var csv: String {
    let lines = measurements.map { $0.cells.joined(separator: ",") }
    return ([PageMeasurement.heads.joined(separator: ",")] + lines).joined(separator: "\n") + "\n"
  }

  /// The figures of the pages that `include` selects.
  public func summary(where include: (PageMeasurement) -> Bool = { _ in true }) -> MeasurementSummary {
    MeasurementSummary(measurements.filter(include))
  }
}
