import ImageFiles

/// A checked pipeline that turns documents into cleaned documents.
///
/// Stages are joined by their types: a stage can only follow one that gives what it takes, and a pipeline that
/// has been assembled casts nothing while it runs.
public struct PagePipeline: Sendable {
  /// The pipeline's name.
  public let name: String
  /// The file name of the result for a document's file name.
  public let outputName: @Sendable (_ name: String) -> String
  let start: @Sendable (DocumentRun) throws -> PageProcessor

  /// Checks a pipeline file against the catalogue and makes its stages.
  ///
  /// - Throws: ``PipelineFileError`` for the first thing that is wrong, with its line.
  public init(_ file: PipelineFile, catalogue: StageCatalogue, context: StageContext) throws {
    var assembly = PipelineAssembly(file: file, catalogue: catalogue, context: context)
    (start, outputName) = try assembly.assemble()
    name = file.name
  }

  /// Runs one document through the pipeline, a page at a time.
  ///
  /// - Parameters:
  ///   - emit: Takes a finished file. What it throws ends the document.
  /// - Returns: How many pages went through, and the errors of those that did not.
  func run(_ run: DocumentRun, emit: (EncodedFile) throws -> Void) -> DocumentResult {
    var result = DocumentResult()
    func fail(_ error: any Error, page: Int? = nil) {
      result.failures.append(PageFailure(document: run.document.name, page: page, error: error))
    }
    /// Whether the files were written.
    func write(_ files: [EncodedFile]) -> Bool {
      do {
        for file in files { try emit(file) }
        return true
      } catch {
        fail(error)
        result.writingError = error
        return false
      }
    }
    let processor: PageProcessor
    do {
      processor = try start(run)
    } catch {
      fail(error)
      return result
    }
    var page = 0
    // Pages that are processed and not in a written file yet.
    var waiting = 0
    while true {
      page += 1
      do {
        guard let files = try processor.next() else { break }
        waiting += 1
        if !files.isEmpty {
          guard write(files) else { return result }
          result.pages += waiting
          waiting = 0
        }
        run.pageDone()
      } catch {
        fail(error, page: page)
      }
    }
    if waiting > 0 {
      do {
        guard write(try processor.finish()) else { return result }
        result.pages += waiting
      } catch {
        fail(error)
      }
    }
    if page == 2, result.failures.count == 1 { result.failures[0].page = nil }
    return result
  }
}

/// Steps one document through the joined stages; used by one thread.
struct PageProcessor {
  /// Processes the next page and returns the files complete by then, or `nil` at the document's end.
  let next: () throws -> [EncodedFile]?
  /// Ends the document.
  let finish: () throws -> [EncodedFile]
}
