import ArgumentParser
import PipelineEngine
import TextRecognition

/// `cleanpage classify`.
struct Classify: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "classify",
    abstract: "Say which character a picture shows.",
    discussion: """
      Pictures of one character each, of any size and with the character anywhere on them. The ground is told by the \
      picture's border, a smooth surface so that light may be uneven, and what differs from it most is ink, be it darker \
      or lighter; specks, and what comes in from the border, are left out. The character is then cropped, scaled and \
      centred as the images that the model was trained on: as MNIST's for a model of the ten digits, as EMNIST's for \
      others. A model that sees characters in their line, such as 'print', is shown it at the places where it may stand.

      Examples:
        cleanpage classify letter.png
        cleanpage classify --top 3 --format jsonl < letter.png
        cleanpage classify letters/ --model print
      """)

  @Argument(
    help: ArgumentHelp(
      "Files, folders (recursively), or '-' for standard input, which is also read when nothing is named.",
      valueName: "picture"))
  var pictures: [String] = []

  @Option(
    help: ArgumentHelp(
      "The model: 'emnist', 'print', or a file that 'train-classifier' wrote.", valueName: "name|file"))
  var model = "emnist"

  @Option(help: ArgumentHelp("Framing of the model's images (default: by its characters)."))
  var framing: CharacterFraming?

  @Option(help: ArgumentHelp("How many of the likeliest characters are given.", valueName: "n"))
  var top = 5

  @Option(help: "A block of lines a picture, or a JSON object a line.")
  var format = PictureClassification.Format.text

  func validate() throws {
    if top < 1 { throw ValidationError("--top must be at least 1, not \(top).") }
  }

  func run() throws {
    try reporting {
      Interruption.handle()
      var job = PictureClassification(inputs: pictures)
      job.model = model
      job.framing = framing
      job.top = top
      job.format = format
      return try job.run()
    }
  }
}

extension CharacterFraming: ExpressibleByArgument {}
extension PictureClassification.Format: ExpressibleByArgument {}
