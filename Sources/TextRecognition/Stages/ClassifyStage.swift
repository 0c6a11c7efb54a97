import Foundation
import Imaging
import ModelLibrary
import NeuralNetwork
import PageText
import PipelineEngine
import Synchronization

/// Reads the characters of pages and puts them together to text.
public struct ClassifyStage: PageStage {
  /// What kind of characters pages have.
  public enum Script: String, Codable, Sendable, CaseIterable {
    /// Whichever of the others is surer of a page.
    case auto
    /// Printed characters.
    case print
    /// Block characters written by hand.
    case handwriting
  }

  /// What a pipeline file may set.
  public struct Parameters: StageParameters, Equatable {
    /// The kind of characters.
    public var script = Script.auto
    /// The language that decides between look-alikes.
    public var language = "english"
    /// A classifier to use instead of those inside the program.
    public var model: String?

    /// The defaults.
    public init() {}

    /// The documentation of every key.
    public static var documentation: [ParameterDocumentation] {
      [
        ParameterDocumentation(
          "script", "kind of characters; 'auto' reads print, and handwriting where that is surer",
          values: Script.allCases.map(\.rawValue)),
        ParameterDocumentation(
          "language",
          "language that decides between look-alikes: \(ShippedLanguages.names.joined(separator: ", ")), a file that "
            + "'train-language' wrote, or 'none'"),
        ParameterDocumentation(
          "model", "classifier (.safetensors) to use whatever the script; the shipped ones otherwise"),
      ]
    }
  }

  /// "classify".
  public static var name: String { "classify" }
  /// What the stage does.
  public static var summary: String { "Reads the characters and puts them together to words, lines and paragraphs." }
  /// `true`.
  public static var readsText: Bool { true }

  /// Pages that print is read on with this confidence are not tried as handwriting.
  private static let sureConfidence = 0.75
  /// What is read with less is no text: pages that lie on their head come to less, and what can be read to much more.
  private static let leastConfidence = 0.62

  private let print: PageReader?
  private let handwriting: PageReader?

  /// Makes the stage and loads its models.
  public init(_ parameters: Parameters, context: StageContext) throws {
    let language: CharacterLanguageModel?
    do {
      language = try Self.language(parameters.language, context: context)
    } catch let error as any ExitStatusError {
      throw ParameterError("language", "cannot be used: \(error)", status: error.status)
    }
    let pool = WorkerPool(count: context.workers)
    func reader(_ model: String) throws -> PageReader {
      do {
        let classifier = try CharacterClassifier(ShippedModels.model(model), name: model, pool: pool)
        return try PageReader(classifier, language: language, name: model)
      } catch let error as any ExitStatusError {
        throw ParameterError("model", "cannot be used: \(error)", status: error.status)
      }
    }
    if let model = parameters.model {
      print = try reader(context.resolve(model))
      handwriting = nil
    } else {
      print = parameters.script == .handwriting ? nil : try reader("print")
      handwriting = parameters.script == .print ? nil : try reader("emnist")
    }
  }

  private static func language(_ name: String, context: StageContext) throws -> CharacterLanguageModel? {
    if name == "none" { return nil }
    if ShippedLanguages.names.contains(name) { return try ShippedLanguages.language(name) }
    let path = context.resolve(name)
    return try readFile(path).withUnsafeBytes { try LanguageFile.decode($0, file: path) }
  }

  /// The page with its text.
  public func process(_ page: LaidOutPage) throws -> GrayPage {
    var result = page.page
    let (width, height) = (result.image.width, result.image.height)
    let none = PageText(width: width, height: height)
    var text = page.layout.map { read($0, width: width, height: height) } ?? none
    if let pictures = result.pictures { text.removeUnsureLines(in: pictures) }
    result.text = text
    if !text.blocks.isEmpty, text.confidence < Self.leastConfidence {
      result.text = none
      result.info.remarks.append(
        PageRemark(.warning, "what is written on it cannot be read; does it lie on its head or its side?"))
    }
    return result
  }

  private func read(_ layout: TextLayout, width: Int, height: Int) -> PageText {
    let printed = print?.read(layout, width: width, height: height)
    if let printed, handwriting == nil || printed.confidence >= Self.sureConfidence { return printed }
    let written = handwriting?.read(layout, width: width, height: height)
    guard let printed else { return written ?? PageText(width: width, height: height) }
    guard let written, written.confidence > printed.confidence else { return printed }
    return written
  }
}
