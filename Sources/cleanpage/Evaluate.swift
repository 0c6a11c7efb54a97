import ArgumentParser

/// `cleanpage evaluate`.
struct Evaluate: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "evaluate",
    abstract: "Measure how good the results are.",
    discussion: """
      Examples:
        cleanpage evaluate pages --noisy scans/ --clean clean/ --csv errors.csv
        cleanpage evaluate text text/ --truth truth/
        cleanpage evaluate characters --images i.gz --labels l.gz --model classifier
      """,
    subcommands: [EvaluatePages.self, EvaluateText.self, EvaluateCharacters.self])
}
