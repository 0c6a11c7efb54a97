import ArgumentParser
import PipelineEngine
import TextRecognition

/// `cleanpage evaluate characters`.
struct EvaluateCharacters: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "characters",
    abstract: "Accuracy of a character classifier over labelled images.",
    discussion: """
      Images and labels are IDX files, as MNIST and EMNIST come in, compressed by gzip or not: white ink on black, of \
      the size that the model takes, and for each the number of its class in the model's list of characters; images \
      with the label 255 are left out. Standard output gets the number of images, the share that is read right and the \
      mean of that share over the classes; with --csv a line a class instead.

      --confusion writes how often each character (a row, 'truth') was read as each (a column). --picture draws the \
      same: rows are true characters from the top, columns what they were read as from the left, in the model's order; \
      a square is white where none of its row's images is and black where all are, so that a perfect model gives a \
      black diagonal. Where the file's name ends in .svg, characters and counts stand beside and in the squares.

      With --pages the characters are those on pages with their truth beside them, as `cleanpage synthesise` writes it.

      Examples:
        cleanpage evaluate characters --images i.gz --labels l.gz --model classifier
        cleanpage evaluate characters --pages heldout/ --x-height 12:40 --model print
      """)

  @Option(help: ArgumentHelp("IDX file of the images.", valueName: "file"))
  var images: String?

  @Option(help: ArgumentHelp("IDX file of their labels.", valueName: "file"))
  var labels: String?

  @Option(help: ArgumentHelp("Folder of pages with their truth; may be repeated.", valueName: "folder"))
  var pages: [String] = []

  @Option(
    help: ArgumentHelp("Heights of x, in pixels, of the lines taken from pages (default: all).", valueName: "min:max"))
  var xHeight: String?

  @Option(
    help: ArgumentHelp("The model: 'print', 'emnist', or a file that 'train-classifier' wrote.", valueName: "name|file")
  )
  var model: String

  @Flag(help: "Exchange rows and columns of the images, as EMNIST's own files need.")
  var transposed = false

  @Option(help: ArgumentHelp("File for the confusion matrix as CSV.", valueName: "file"))
  var confusion: String?

  @Option(help: ArgumentHelp("File for the confusion matrix as a picture, PNG or SVG.", valueName: "file"))
  var picture: String?

  @Flag(help: "Print a CSV line a class instead of the figures over all.")
  var csv = false

  @Flag(help: "Replace the files if they are there already.")
  var overwrite = false

  @Option(
    name: .jobs, help: ArgumentHelp("Threads to compute with (default: one a processor).", valueName: "n"))
  var jobs: Int?

  func validate() throws {
    try checkJobs(jobs)
    if (images == nil) != (labels == nil) { throw ValidationError("--images and --labels go together.") }
    if (images == nil) == pages.isEmpty { throw ValidationError("Give --images and --labels, or --pages.") }
    if xHeight != nil, pages.isEmpty { throw ValidationError("--x-height goes with --pages.") }
    _ = try xHeights()
  }

  private func xHeights() throws -> ClosedRange<Double> {
    guard let xHeight else { return 0...Double.greatestFiniteMagnitude }
    let ends = xHeight.split(separator: ":", omittingEmptySubsequences: false).map { Double($0) }
    guard ends.count == 2, let low = ends[0], let high = ends[1], low >= 0, low <= high else {
      throw ValidationError("--x-height is two rising numbers such as 12:40, not '\(xHeight)'.")
    }
    return low...high
  }

  func run() throws {
    try reporting {
      try checkDistinct(("--confusion", confusion), ("--picture", picture))
      Interruption.handle()
      let source =
        if let images, let labels {
          CharacterEvaluation.Source.images(images, labels: labels)
        } else {
          CharacterEvaluation.Source.pages(pages, xHeights: try xHeights())
        }
      var evaluation = CharacterEvaluation(source, model: model)
      evaluation.areTransposed = transposed
      evaluation.confusion = confusion
      evaluation.picture = picture
      evaluation.isByClass = csv
      evaluation.overwrite = overwrite
      if let jobs { evaluation.jobs = jobs }
      return try evaluation.run()
    }
  }
}
