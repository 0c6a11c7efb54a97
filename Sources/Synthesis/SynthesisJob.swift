import Foundation
import ImageFiles
import PipelineEngine
import Synchronization

/// Makes pages and writes them: `00000.png` and its truth `00000.json`, and so on.
public struct SynthesisJob: Sendable {
  /// What pages are wanted.
  public var settings: SynthesisSettings
  /// What they are made of.
  public var material: SynthesisMaterial
  /// The numbers of the pages.
  public var pages: Range<Int>
  /// The folder that the files go to; it is created.
  public var output: String
  /// Threads to work with.
  public var jobs = ProcessInfo.processInfo.activeProcessorCount
  /// Whether files that are there already are replaced.
  public var replaces = false

  /// Makes a job.
  public init(settings: SynthesisSettings, material: SynthesisMaterial, pages: Range<Int>, output: String) {
    self.settings = settings
    self.material = material
    self.pages = pages
    self.output = output
  }

  /// Makes and writes the pages.
  ///
  /// - Parameter progress: Called by the working threads with how many pages are done.
  /// - Throws: The first error of any page; `FileError` 73, before anything is made, where a file is there already.
  public func run(progress: @escaping @Sendable (_ done: Int) -> Void = { _ in }) throws {
    try createFolders(output)
    for page in pages {
      for path in [path(page, "png"), path(page, "json")] { try AtomicFile.check(path, replacing: replaces) }
    }
    let run = Run(next: pages.lowerBound)
    let threads = (0..<max(1, min(jobs, pages.count))).map { number in
      DedicatedThread(name: "pages \(number)") { work(on: run, progress) }
    }
    // Without a thread to be had the work is done here.
    if threads.allSatisfy({ $0 == nil }) { work(on: run, progress) }
    for thread in threads { thread?.join() }
    if let failure = run.failure { throw failure }
  }

  /// What the threads share.
  private final class Run: Sendable {
    private struct State {
      var next: Int
      var done = 0
      var failure: (any Error)?
    }

    private let state: Mutex<State>

    init(next: Int) { state = Mutex(State(next: next)) }

    var failure: (any Error)? { state.withLock { $0.failure } }

    /// The next page to make; `nil` when all are being made, or one has failed.
    func take(below end: Int) -> Int? {
      state.withLock { state in
        guard state.failure == nil, state.next < end else { return nil }
        state.next += 1
        return state.next - 1
      }
    }

    /// Counts a page.
    func finish() -> Int {
      state.withLock { state in
        state.done += 1
        return state.done
      }
    }

    func fail(_ error: any Error) { state.withLock { $0.failure = $0.failure ?? error } }
  }

  private func work(on run: Run, _ progress: (Int) -> Void) {
    let synthesiser = PageSynthesiser(settings, material: material)
    while let page = run.take(below: pages.upperBound) {
      do {
        try write(synthesiser.page(page))
        progress(run.finish())
      } catch {
        run.fail(error)
      }
    }
  }

  private func write(_ page: SynthesisedPage) throws {
    let png = path(page.truth.page, "png")
    let writer = try ImageWriter(format: .png, name: png)
    let dpi = page.truth.dpi
    try writer.append(
      page.image, bilevel: false, resolution: Resolution(horizontal: dpi, vertical: dpi, unit: .perInch))
    try AtomicFile.write(writer.finish(), to: png, replacing: replaces)
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    try AtomicFile.write(
      Array(encoder.encode(page.truth)), to: path(page.truth.page, "json"), replacing: replaces)
  }

  private func path(_ page: Int, _ fileExtension: String) -> String {
    let digits = String(page)
    let name = String(repeating: "0", count: max(0, 5 - digits.count)) + digits
    return output + (output.hasSuffix("/") ? "" : "/") + name + "." + fileExtension
  }
}
