import Foundation
import NeuralNetwork
import PipelineEngine

/// Counts the characters of texts and writes them as a language model.
public struct LanguageTrainingStage: TrainingStage {
  /// What a pipeline file may set.
  public typealias Parameters = LanguageTrainingParameters

  /// "train-language".
  public static var name: String { "train-language" }
  /// What the stage does.
  public static var summary: String {
    "Makes a language model of characters from texts, judges it by texts that were held out and writes a language file."
  }

  private let parameters: Parameters
  private let context: StageContext
  private let texts: [String]
  private let heldOut: [String]

  /// Makes the stage and finds its texts.
  public init(_ parameters: Parameters, context: StageContext) throws {
    try parameters.check()
    self.parameters = parameters
    self.context = context
    texts = try textFiles(parameters.texts.map(context.resolve), key: "texts")
    heldOut = try textFiles(parameters.heldOut.map(context.resolve), key: "heldOut")
  }

  /// Trains, which takes seconds: a run that is stopped leaves nothing, and there is nothing to resume.
  public func train(_ session: TrainingSession) throws -> TrainingOutcome {
    if session.resume {
      throw UsageError("'\(Self.name)' keeps no state to resume from; leave --resume out to train from the beginning")
    }
    let output = context.resolve(parameters.output)
    let folder = (output as NSString).deletingLastPathComponent
    if !folder.isEmpty { try createFolders(folder) }
    try AtomicFile.check(output, replacing: session.overwrite)
    let stopped = TrainingOutcome.interrupted(summary: "stopped; nothing was written")
    func isStopped(before step: Int, _ note: String) -> Bool {
      session.progress(TrainingProgress(step: step, steps: 3, note: note))
      return session.isCancelled
    }
    if isStopped(before: 0, "reading texts") { return stopped }
    let (texts, heldOut) = try readTexts()
    let characters = texts.reduce(0) { $0 + $1.scalars.count }
    if isStopped(before: 1, "counting \(characters) characters") { return stopped }
    let trainer = LanguageTrainer(
      texts, order: parameters.order, smoothing: parameters.smoothing, smallestCount: parameters.smallestCount)
    if isStopped(before: 2, "choosing n-grams") { return stopped }
    let model = trainer.model(size: parameters.size)
    var evaluation = CharacterLanguageModel.Evaluation()
    var inCapitals = CharacterLanguageModel.Evaluation()
    for text in heldOut {
      if session.isCancelled { return stopped }
      evaluation += model.evaluate(text.characters)
      inCapitals += model.evaluate(text.inCapitals)
    }
    let record = try record(characters: characters, evaluation, inCapitals)
    let file = try LanguageFile.encode(
      CharacterLanguageModel(alphabet: model.alphabet, table: model.table, order: model.order, record: record))
    try AtomicFile.write(file, to: output, replacing: session.overwrite)
    let figure = Self.figure(evaluation)
    return .finished(
      summary: "\(output) written, \(file.count) bytes; \(figure) bits a character on \(evaluation.characters) held out"
    )
  }

  /// The texts to train on and those to judge by.
  private func readTexts() throws -> (texts: [LanguageText], heldOut: [LanguageText]) {
    var heldOut = try self.heldOut.map { try LanguageText(contentsOf: $0) }
    var texts: [LanguageText] = []
    var left = parameters.characters ?? .max
    for path in self.texts where left > 0 {
      let text = try LanguageText(contentsOf: path)
      let count = text.scalars.count - Int(Double(text.scalars.count) * parameters.heldOutShare)
      let (beginning, end) = text.split(at: count)
      if !end.scalars.isEmpty { heldOut.append(end) }
      texts.append(beginning.split(at: left).0)
      left -= min(left, count)
    }
    guard texts.contains(where: { !$0.scalars.isEmpty }) else {
      throw UsageError("'texts' of '\(Self.name)' have no characters to train on; name texts that do")
    }
    return (texts, heldOut)
  }

  /// How the model came about, for the language file. Neither times nor paths: the same texts give the same file.
  private func record(
    characters: Int, _ evaluation: CharacterLanguageModel.Evaluation,
    _ inCapitals: CharacterLanguageModel.Evaluation
  ) throws -> [String: String] {
    var settings = parameters
    (settings.output, settings.texts, settings.heldOut, settings.source) = ("", [], [], "")
    return [
      "producer": "cleanpage train", "stage": Self.name, "parameters": try sortedJSON(settings),
      "source": parameters.source, "order": "\(parameters.order)", "characters": "\(characters)",
      "heldOutCharacters": "\(evaluation.characters)", "bitsPerCharacter": Self.figure(evaluation),
      "bitsPerCharacterInCapitals": Self.figure(inCapitals),
    ]
  }

  private static func figure(_ evaluation: CharacterLanguageModel.Evaluation) -> String {
    evaluation.characters == 0 ? "none" : String(format: "%.4f", evaluation.bitsPerCharacter)
  }
}
