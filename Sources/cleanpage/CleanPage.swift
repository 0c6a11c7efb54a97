import ArgumentParser

/// The command `cleanpage`.
struct CleanPage: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "cleanpage",
    abstract: "Takes dirty scans and gives back clean pages.",
    discussion: """
      With nothing but data on standard input, cleans one document and keeps its format.

      Examples:
        cleanpage < scan.png > clean.png
        cleanpage scans/ -o cleaned/
        scanimage --format=pnm | cleanpage --format png > page.png

      Exit codes: 0 all done; 64 wrong usage; 65 a page was bad (the others are done); 66 an input is \
      missing; 69 this processor is too old; 70 a fault of the program; 73 an output cannot be created; 74 reading \
      or writing failed; 130 interrupted by Ctrl-C; 143 terminated.
      """,
    subcommands: [
      Clean.self, Ocr.self, Classify.self, Run.self, Train.self, Import.self, Experiment.self, Evaluate.self,
      Degrade.self, Synthesise.self, Inspect.self, Bench.self,
    ],
    defaultSubcommand: Clean.self)
}
