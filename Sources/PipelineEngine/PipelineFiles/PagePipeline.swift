import ImageFiles

/// A checked pipeline that turns documents into cleaned documents.
///
/// Stages are joined by their types: a stage can only follow one that gives what it takes, and a pipeline that
/// has been assembled casts nothing while it runs.
public struct PagePipeline: Sendable {
  /// The pipeline's name.
  public let name: String
  /// The file name of the result for a document's file name.
  public var outputName: @Sendable (_ name: String) -> String { { [encoding] in encoding.outputName(for: $0) } }
  /// The extension of a second file beside each result; `nil` where there is none.
  public var companionExtension: String? { encoding.companionExtension }
  /// What ends the one result of several documents.
  var endOfJoined: [UInt8] { encoding.endOfJoined }
  let start: @Sendable (DocumentRun) throws -> PageProcessor
  private let encoding: any EncodingStage

  /// Checks a pipeline file against the catalogue and makes its stages.
  ///
  /// - Throws: ``PipelineFileError`` for the first thing that is wrong, with its line.
  public init(_ file: PipelineFile, catalogue: StageCatalogue, context: StageContext) throws {
    var assembly = PipelineAssembly(file: file, catalogue: catalogue, context: context)
    let assembled = try assembly.assemble()
    start = assembled.start
    encoding = assembled.encoding
    name = file.name
  }

  /// Runs one document through the pipeline: a page is computed while the one before is encoded and written.
  ///
  /// - Parameters:
  ///   - emit: Takes a finished file, on any thread, one after the other. What it throws ends the document.
  /// - Returns: How many pages went through, and the errors of those that did not, in the order of the pages.
  func run(_ run: DocumentRun, emit: @escaping (EncodedFile) throws -> Void) -> DocumentResult {
    let behind = EncodeBehind(run, emit: emit)
    let processor: PageProcessor
    do {
      processor = try start(run)
    } catch {
      behind.fail(error)
      return behind.result
    }
    run.memory.finishEncoding = { [weak behind] in behind?.finish() }
    var page = 0
    while behind.result.writingError == nil {
      page += 1
      do {
        guard let computed = try processor.next() else { break }
        behind.note(computed.remarks, page: page)
        behind.start(computed, page: page)
      } catch {
        behind.finish()
        behind.fail(error, page: page)
      }
    }
    behind.end(processor.finish)
    if page == 2, behind.result.writingError == nil { behind.forgetPageNumber() }
    return behind.result
  }
}

/// Steps one document through the joined stages; used by one thread.
struct PageProcessor {
  /// Computes the next page, or returns `nil` at the document's end.
  let next: () throws -> ComputedPage?
  /// Ends the document, and returns the files that were still open.
  let finish: () throws -> [EncodedFile]
}

/// A page that only has to be encoded.
struct ComputedPage {
  /// Bytes that encoding it takes, roughly, the page included.
  var memoryNeeded = 0
  /// Whether it is known to be its document's only page.
  var isOnly = true
  /// What the stages said of it.
  var remarks: [PageRemark] = []
  /// Encodes it and returns the files complete by then; from one thread at a time, in the order of the pages.
  let encode: () throws -> [EncodedFile]
}
