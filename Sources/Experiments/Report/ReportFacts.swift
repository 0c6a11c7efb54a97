import Charts
import NeuralNetwork

extension ExperimentReport {
  /// What was done, by name.
  var facts: [(name: String, value: String)] {
    let epochs = runs.flatMap(\.epochs)
    let seconds = median(of: epochs.map(\.allSeconds))
    var facts = [
      ("experiment", record.id), ("network", record.network.name),
      ("parameters", FigureText.count(Double(record.network.parameters))),
      ("multiply-adds of an input", FigureText.count(Double(record.network.multiplyAdds))), ("data", record.data),
    ]
    facts += splits.map { split in ("split \(split)", examples(of: split)) }
    facts += [
      ("loss", lossName), ("optimiser", record.optimizer), ("batch", "\(record.batch)"), ("seed", "\(record.seed)"),
      ("epochs asked for, a run", "\(record.epochs)"),
      (
        "epochs made",
        runs.isEmpty ? "none" : runs.map { "\($0.name) \($0.epochs.count)" }.joined(separator: ", ")
      ),
    ]
    if !epochs.isEmpty { facts.append(("seconds an epoch, median", FigureText.significant(seconds, digits: 3))) }
    return facts.map { ($0.0, $0.1) }
  }

  private func examples(of split: String) -> String {
    guard let run = runs.first(where: { $0.split == split }) else { return "" }
    func words(_ count: Int, _ use: String) -> String { FigureText.count(Double(count)) + " " + use }
    var parts = [words(run.trainingExamples, "trained on"), words(run.validationExamples, "validated on")]
    if let count = run.testExamples { parts.append(words(count, "for the test")) }
    return parts.joined(separator: ", ") + (run.fold == nil ? "" : ", a fold")
  }

  /// The loss in words, such as "mean squared error".
  var lossName: String {
    record.loss.reduce(into: "") { $0 += $1.isUppercase ? " " + $1.lowercased() : String($1) }
  }
}
