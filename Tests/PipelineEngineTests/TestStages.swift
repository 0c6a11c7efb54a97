import Foundation
import ImageFiles
import Imaging
import Synchronization

@testable import PipelineEngine

/// Makes a decoded page gray.
struct GrayStage: PageStage {
  static let name = "gray"
  static let summary = "Makes a page gray."
  init(_ parameters: NoParameters, context: StageContext) {}
  func process(_ page: Page) throws -> GrayPage { GrayPage(image: GrayImage(page.raster), info: page.info) }
}

/// Inverts a page, or refuses pages of a width.
struct InvertStage: PageStage {
  struct Parameters: StageParameters {
    var strength = 1.0
    var refusedWidth: Int?
    var mode = Mode.plain
    var nested = Nested()
    static var documentation: [ParameterDocumentation] {
      [
        ParameterDocumentation("strength", "how much, 0 to 1"),
        ParameterDocumentation("refusedWidth", "a width that is refused"),
        ParameterDocumentation("mode", "a word", values: ["plain", "fancy"]),
        ParameterDocumentation("nested.depth", "a number"),
        ParameterDocumentation("nested.label", "a word"),
      ]
    }
  }
  enum Mode: String, Codable, Sendable { case plain, fancy }
  struct Nested: Codable, Sendable {
    var depth = 3
    var label = "x"
  }

  static let name = "invert"
  static let summary = "Inverts a page."
  let parameters: Parameters

  init(_ parameters: Parameters, context: StageContext) throws {
    guard (0...1).contains(parameters.strength) else {
      throw ParameterError("strength", "must be from 0 to 1, not \(parameters.strength)")
    }
    self.parameters = parameters
  }

  func process(_ page: GrayPage) throws -> GrayPage {
    if page.image.width == parameters.refusedWidth { throw PageError("its width is refused") }
    var page = page
    page.image.samples = page.image.samples.map { .max - $0 }
    return page
  }
}

/// Counts how many pages, and bytes of pages, are processed at the same time.
struct CountingStage: PageStage {
  struct Counts {
    var now = 0
    var most = 0
    var bytesNow = 0
    var mostBytes = 0
    var total = 0
  }
  static let name = "count"
  static let summary = "Counts pages in flight."
  static let counts = Mutex<[String: Counts]>([:])

  struct Parameters: StageParameters {
    var key = ""
    static var documentation: [ParameterDocumentation] { [ParameterDocumentation("key", "who counts")] }
  }

  let key: String
  init(_ parameters: Parameters, context: StageContext) { key = parameters.key }

  func process(_ page: GrayPage) throws -> GrayPage {
    let bytes = page.image.samples.count * 2
    Self.counts.withLock { all in
      var counts = all[key] ?? Counts()
      counts.now += 1
      counts.bytesNow += bytes
      counts.total += 1
      counts.most = max(counts.most, counts.now)
      counts.mostBytes = max(counts.mostBytes, counts.bytesNow)
      all[key] = counts
    }
    usleep(300)
    Self.counts.withLock { all in
      all[key]?.now -= 1
      all[key]?.bytesNow -= bytes
    }
    return page
  }
}

/// Remarks on every page, and says of those of a width that they passed through.
struct RemarkStage: PageStage {
  struct Parameters: StageParameters {
    var passedWidth = 7
    static var documentation: [ParameterDocumentation] { [ParameterDocumentation("passedWidth", "a width")] }
  }
  static let name = "remark"
  static let summary = "Remarks on pages."
  let parameters: Parameters

  init(_ parameters: Parameters, context: StageContext) { self.parameters = parameters }

  func process(_ page: GrayPage) throws -> GrayPage {
    var page = page
    let passes = page.image.width == parameters.passedWidth
    page.info.remarks.append(passes ? PageRemark(.passedThrough, "was left alone") : PageRemark(.note, "was seen"))
    return page
  }
}

/// Pretends to train: counts steps until it is cancelled.
struct CountdownStage: TrainingStage {
  struct Parameters: StageParameters {
    var steps = 10
    static var documentation: [ParameterDocumentation] { [ParameterDocumentation("steps", "steps to make")] }
  }
  static let name = "train-nothing"
  static let summary = "Counts steps."
  let steps: Int
  init(_ parameters: Parameters, context: StageContext) { steps = parameters.steps }

  func train(_ session: TrainingSession) -> TrainingOutcome {
    for step in 0..<steps {
      if session.isCancelled { return .interrupted(summary: "stopped at \(step)") }
      session.progress(TrainingProgress(step: step + 1, steps: steps))
    }
    return .finished(summary: "\(steps) steps")
  }
}

let testCatalogue = StageCatalogue([
  GrayStage.self, InvertStage.self, CountingStage.self, RemarkStage.self, CountdownStage.self, ReadGrayStage.self,
])

func pipeline(_ text: String) throws -> PagePipeline {
  try PagePipeline(
    PipelineFile(text: text, path: "test.yaml"), catalogue: testCatalogue, context: StageContext(workers: 1))
}

/// A binary PGM of one gray.
func graymap(width: Int = 3, height: Int = 2, value: UInt8 = 10) -> [UInt8] {
  Array("P5\n\(width) \(height)\n255\n".utf8) + [UInt8](repeating: value, count: width * height)
}
