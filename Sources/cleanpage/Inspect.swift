import ArgumentParser
import PipelineEngine

/// `cleanpage inspect`.
struct Inspect: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Say what a file is: an image or a pipeline.",
    discussion: """
      An image: format, pages, sizes, depths, resolution. A pipeline, by file or built-in name: its stages with \
      the values and the meaning of every key.

      Examples:
        cleanpage inspect scan.tif
        cleanpage inspect clean
      """)

  @Argument(help: "The file, or the name of a built-in pipeline.")
  var file: String

  func run() throws {
    try reporting {
      if PipelineFile.builtInNames.contains(file) {
        print(try describePipeline(.builtIn(file), catalogue: stageCatalogue))
      } else if try isImageFile(file) {
        print(try describeImage(file))
      } else {
        print(try describePipeline(PipelineFile(contentsOf: file), catalogue: stageCatalogue))
      }
      return .success
    }
  }
}
