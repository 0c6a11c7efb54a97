import Foundation
import ImageFiles
import Imaging
import PipelineEngine
import Randomness
import Synchronization

/// Makes pages look as if they had been used, stored, copied and scanned badly.
public struct DegradeStage: PageStage {
  /// What a pipeline file may set.
  public struct Parameters: StageParameters, Equatable {
    /// The recipe.
    public var recipe = RecipeFile.builtInName
    /// Determines everything random.
    public var seed: UInt64 = 1
    /// The degradations to apply, all pages, in place of the recipe's chances.
    public var only: [String] = []
    /// Pictures of paper, and folders of them.
    public var papers: [String] = []
    /// Dots an inch of pages that do not say.
    public var dpi = 200.0
    /// Where to write what was drawn.
    public var record: String?

    /// The defaults.
    public init() {}

    /// The documentation of every key.
    public static var documentation: [ParameterDocumentation] {
      [
        ParameterDocumentation(
          "recipe", "recipe file (YAML), or '\(RecipeFile.builtInName)' for the one inside the program"),
        ParameterDocumentation("seed", "determines everything random, together with a page's name and number"),
        ParameterDocumentation(
          "only",
          "list of degradations that befall every page, and no others: "
            + Degradations.all.map { $0.name }.joined(separator: ", ")),
        ParameterDocumentation("papers", "list of pictures of paper, and of folders of them, for 'paperImage'"),
        ParameterDocumentation("dpi", "dots an inch of pages whose file does not say"),
        ParameterDocumentation("record", "file for what was drawn, a JSON object a page; replaced if there"),
      ]
    }
  }

  /// "degrade".
  public static var name: String { "degrade" }
  /// What the stage does.
  public static var summary: String {
    "Degrades gray pages: stains, folds, shadows, bad scans; by a recipe and a seed."
  }

  private let parameters: Parameters
  private let recipe: DegradationRecipe
  private let papers: [FloatImage]
  private let log: DegradationLog?

  /// Makes the stage and reads its recipe.
  public init(_ parameters: Parameters, context: StageContext) throws {
    guard (10...10_000).contains(parameters.dpi) else {
      throw ParameterError("dpi", "must be from 10 to 10000, not \(parameters.dpi)")
    }
    self.parameters = parameters
    var recipe: DegradationRecipe
    do {
      recipe = try RecipeFile.read(parameters.recipe, context: context)
    } catch let error as DegradationError {
      throw ParameterError("recipe", "cannot be used: \(error)")
    }
    if !parameters.only.isEmpty {
      do {
        recipe = try recipe.only(parameters.only)
      } catch {
        throw ParameterError("only", "cannot be used: \(error)")
      }
    }
    self.recipe = recipe
    papers = try PaperPictures.read(parameters.papers.map(context.resolve))
    log = parameters.record.map { DegradationLog(path: context.resolve($0)) }
  }

  /// The degraded page.
  public func process(_ page: GrayPage) throws -> GrayPage {
    var degraded = DegradedPage(
      image: FloatImage(page.image), dotsPerInch: page.info.resolution?.dotsPerInch ?? parameters.dpi, papers: papers)
    let name = (page.info.sourceName as NSString).lastPathComponent
    var hash = FNV1a()
    hash.combine(contentsOf: name.utf8)
    let events = recipe.apply(to: &degraded, path: parameters.seed, hash.value, UInt64(page.info.pageNumber))
    try log?.append(
      .init(page: page.info.sourceName, number: page.info.pageNumber, recipe: recipe.name, events: events))
    var page = page
    page.image = GrayImage(degraded.image)
    return page
  }
}

/// What was drawn for the pages of a run, a JSON object a line, in the order of their names.
private final class DegradationLog: Sendable {
  struct Line: Codable, Sendable {
    var page: String
    var number: Int
    var recipe: String
    var events: [DegradationRecipe.Event]
  }

  private let path: String
  private let lines = Mutex<[Line]>([])

  init(path: String) { self.path = path }

  /// Pages end in any order, so the file is written whole.
  func append(_ line: Line) throws {
    try lines.withLock { lines in
      lines.append(line)
      lines.sort { $0.page == $1.page ? $0.number < $1.number : comesBefore($0.page, $1.page) }
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
      let text = try lines.map { String(decoding: try encoder.encode($0), as: UTF8.self) + "\n" }.joined()
      try AtomicFile.write(Array(text.utf8), to: path, replacing: true)
    }
  }
}
