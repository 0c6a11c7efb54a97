import ArgumentParser

/// `cleanpage evaluate`.
struct Evaluate: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "evaluate",
    abstract: "Measure how good the results are.",
    discussion: """
      Example:
        cleanpage evaluate pages --noisy scans/ --clean clean/ --csv errors.csv
      """,
    subcommands: [EvaluatePages.self])
}
