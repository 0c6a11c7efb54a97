import Yams

/// Joins the stages of a pipeline file into one function, checking each against the one before.
struct PipelineAssembly {
  let file: PipelineFile
  let catalogue: StageCatalogue
  private var context: StageContext

  /// The stages joined.
  struct Assembled {
    /// Starts a document.
    let start: @Sendable (DocumentRun) throws -> PageProcessor
    /// The stage that writes the results.
    let encoding: any EncodingStage
  }

  init(file: PipelineFile, catalogue: StageCatalogue, context: StageContext) {
    self.file = file
    self.catalogue = catalogue
    var context = context
    context.baseDirectory = file.baseDirectory
    self.context = context
  }

  mutating func assemble() throws -> Assembled {
    let types = try stageTypes()
    try checkOrder(types)
    var chain: (any StageChain)?
    for (entry, type) in zip(file.entries, types) {
      if let type = type as? any PageStage.Type, type.readsText { context.readsText = true }
      if let type = type as? any DecodingStage.Type {
        chain = try decoding(type, entry)
      } else if let type = type as? any PageStage.Type, let before = chain {
        chain = try page(type, entry, after: before)
      } else if let type = type as? any EncodingStage.Type, let before = chain {
        return try encoding(type, entry, after: before)
      }
    }
    throw error(file.entries.last, "a pipeline ends with a stage that gives bytes, such as 'encode'")
  }

  /// The stage types that the file names, all of them known.
  func stageTypes() throws -> [any PipelineStage.Type] {
    try file.entries.map { entry in
      guard let type = catalogue[entry.name] else {
        throw error(
          entry,
          "unknown stage '\(entry.name)'"
            + suggestion(for: entry.name, among: catalogue.names, called: "stages"))
      }
      return type
    }
  }

  /// Checks the order before any stage is made, so that a wrong order costs no loading of models.
  func checkOrder(_ types: [any PipelineStage.Type]) throws {
    var given: (name: String, kind: String)?
    for (index, (entry, type)) in zip(file.entries, types).enumerated() {
      if type is any TrainingStage.Type {
        throw error(
          entry, "'\(entry.name)' trains a network and cannot process pages; run it with 'cleanpage train'")
      }
      if let given {
        guard type.takes == given.kind, !(type is any DecodingStage.Type) else {
          throw error(
            entry,
            "'\(entry.name)' takes a \(type.takes) and cannot follow '\(given.name)', which gives "
              + "\(given.kind == "bytes" ? "the finished file" : "a \(given.kind)")"
              + between(given.kind, type.takes))
        }
      } else if !(type is any DecodingStage.Type) {
        throw error(entry, "a pipeline starts with a stage that takes bytes, 'decode', not '\(entry.name)'")
      }
      given = (entry.name, type.gives)
      let isLast = index == types.count - 1
      if isLast, !(type is any EncodingStage.Type) {
        throw error(
          entry, "a pipeline ends with a stage that gives bytes, 'encode', not '\(entry.name)'")
      }
    }
  }

  /// Names the stages that would lead from one form to the other.
  private func between(_ from: String, _ to: String) -> String {
    let fitting = catalogue.names.filter { catalogue[$0]?.takes == from && catalogue[$0]?.gives == to }
    guard from != to, !fitting.isEmpty else { return "" }
    return "; put '\(fitting.joined(separator: "' or '"))' between them"
  }

  private func decoding<S: DecodingStage>(_ type: S.Type, _ entry: PipelineFile.Entry) throws
    -> any StageChain
  {
    let stage = try make(type, entry)
    return Chain<S.Output>(
      isObserved: false,
      pages: { run in
        let pages = try DecodeAhead(stage.pages(of: run.document), memory: run.memory)
        return PageSequence { try pages.next() }
      }
    ).observed()
  }

  private func page<S: PageStage>(_ type: S.Type, _ entry: PipelineFile.Entry, after chain: any StageChain)
    throws -> any StageChain
  {
    guard let before = chain as? Chain<S.Input> else { throw misfit(entry, type.takes) }
    let stage = try make(type, entry)
    return Chain<S.Output>(isObserved: before.isObserved) { run in
      try before.pages(run).map(stage.process)
    }.observed()
  }

  private func encoding<S: EncodingStage>(
    _ type: S.Type, _ entry: PipelineFile.Entry, after chain: any StageChain
  ) throws -> Assembled {
    guard let before = chain as? Chain<S.Input> else { throw misfit(entry, type.takes) }
    let stage = try make(type, entry)
    let start: @Sendable (DocumentRun) throws -> PageProcessor = { run in
      let pages = try before.pages(run)
      guard run.encodes else {
        return PageProcessor(
          next: {
            guard let page = try pages.next() else { return nil }
            run.observe(page, at: .output)
            return ComputedPage(remarks: (page as? GrayPage)?.info.remarks ?? []) { [] }
          },
          finish: { [] })
      }
      var encoder = try stage.makeEncoder()
      return PageProcessor(
        next: {
          guard let page = try pages.next() else { return nil }
          run.observe(page, at: .output)
          let info = (page as? GrayPage)?.info
          return ComputedPage(
            memoryNeeded: page.memoryNeeded, isOnly: info?.pageCount == 1, remarks: info?.remarks ?? []
          ) { try encoder.append(page) }
        },
        finish: { try encoder.finish() })
    }
    return Assembled(start: start, encoding: stage)
  }

  /// Decodes the parameters and makes the stage, adding the place to whatever goes wrong.
  func make<S: PipelineStage>(_ type: S.Type, _ entry: PipelineFile.Entry) throws -> S {
    let parameters = try decodeParameters(S.Parameters.self, of: entry, file: file.path)
    do {
      return try S(parameters, context: context)
    } catch let problem as ParameterError {
      throw PipelineFileError(
        file: entry.origin(of: problem.key) ?? file.path, mark: mark(of: problem.key, in: entry),
        reason: "'\(problem.key)' of stage '\(entry.name)' \(problem.reason)", status: problem.status)
    } catch let problem as any ExitStatusError {
      throw PipelineFileError(
        file: file.path, mark: entry.mark, reason: "stage '\(entry.name)': \(problem)",
        status: problem.status)
    } catch {
      throw self.error(entry, "stage '\(entry.name)' cannot be set up: \(error)")
    }
  }

  private func misfit(_ entry: PipelineFile.Entry, _ kind: String) -> PipelineFileError {
    error(entry, "'\(entry.name)' takes a \(kind), which the stage before it does not give")
  }

  private func error(_ entry: PipelineFile.Entry?, _ reason: String) -> PipelineFileError {
    PipelineFileError(file: file.path, mark: entry?.mark, reason: reason)
  }
}

/// The stages joined so far, ending in pages of some form.
private protocol StageChain: Sendable {}

private struct Chain<Output: PagePayload>: StageChain {
  /// Whether a stage before this point has already shown the page as it came in.
  var isObserved: Bool
  let pages: @Sendable (DocumentRun) throws -> PageSequence<Output>
}

extension Chain {
  /// Shows the first gray plane of each page to the run's observer.
  fileprivate func observed() -> Chain {
    guard !isObserved, Output.self == GrayPage.self else { return self }
    let pages = self.pages
    return Chain(isObserved: true) { run in
      try pages(run).map { page in
        run.observe(page, at: .input)
        return page
      }
    }
  }
}
