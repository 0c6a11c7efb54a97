import Foundation
import TestSupport
import Testing

/// What `--help` says is true.
@Suite struct HelpTests {
  static let commands: [[String]] = [
    [], ["clean"], ["run"], ["train"], ["evaluate"], ["evaluate", "pages"], ["evaluate", "text"],
    ["evaluate", "characters"], ["inspect"], ["ocr"], ["classify"], ["import"],
    ["experiment"], ["experiment", "run"], ["experiment", "table"], ["experiment", "report"], ["experiment", "list"],
    ["bench"], ["bench", "kernels"], ["bench", "network"], ["bench", "pages"], ["bench", "classifier"],
  ]

  /// The help of a command as it is printed, and the example lines in it.
  private func help(_ command: [String], in folder: TemporaryFolder) throws -> (text: String, examples: [String]) {
    let outcome = try Command.run(command + ["--help"], in: folder)
    #expect(outcome.status == 0)
    let text = String(decoding: outcome.output, as: UTF8.self)
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    let heading = try #require(lines.firstIndex { $0 == "Example:" || $0 == "Examples:" })
    let examples = lines[(heading + 1)...].prefix { !$0.isEmpty }
    return (text, examples.map { $0.trimmingCharacters(in: .whitespaces) })
  }

  /// A folder with every file that an example names.
  private func preparedFolder() throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    let page = graymap(width: 40, height: 30)
    for name in ["scan.pgm", "scans/1.pgm", "scans/3.pgm", "clean/1.pgm", "clean/3.pgm"] {
      try folder.write(name, page)
    }
    try folder.write("my.yaml", copyPipeline)
    let bar = page.suffix(40 * 30).indices.map { $0 % 40 >= 18 && $0 % 40 < 22 ? UInt8(255) : 90 }
    for name in ["letter.png", "letters/1.png"] { try folder.write(name, page.prefix(page.count - bar.count) + bar) }
    for (name, fixture) in [
      ("vgg.yaml", "network.yaml"), ("map.yaml", "map.yaml"), ("vgg.safetensors", "float32.safetensors"),
    ] {
      try folder.write(
        name, Array(Data(contentsOf: projectFolder.appendingPathComponent("Fixtures/imports/" + fixture))))
    }
    for name in ["paragraphs.png", "paragraphs.json"] {
      try folder.write("heldout/" + name, fixturePage("print/" + name))
    }
    for name in ["page.txt", "truth.txt", "text/1.txt", "truth/1.txt"] { try folder.write(name, Array("a word".utf8)) }
    for format in ["png", "tiff"] {
      let made = try Command.run(
        ["run", "my.yaml", "scan.pgm", "-o", "scan." + format.prefix(3), "--set", "encode.format=\(format)"],
        in: folder)
      #expect(made.status == 0)
    }
    try folder.write("Pipelines/net.yaml", tinyNetwork)
    try folder.write(
      "Pipelines/train-denoiser.yaml",
      Array(
        """
        stages:
          - train-denoiser: {network: net.yaml, noisy: ../scans, clean: ../clean, modulo: 3, trainRemainders: [1],
              validateRemainders: [0], output: out.safetensors, steps: 2, batch: 1, crop: 16, validateEvery: 2}
        """.utf8))
    try folder.write("bin/scanimage", Array("#!/bin/sh\ncat scan.pgm\n".utf8))
    chmod(folder.path + "/bin/scanimage", 0o755)
    symlink(Command.executable.path, folder.path + "/bin/cleanpage")
    return folder
  }

  @Test(arguments: commands) func everyExampleRunsAsItIsPrinted(command: [String]) throws {
    let (_, examples) = try help(command, in: TemporaryFolder())
    #expect(!examples.isEmpty)
    for example in examples {
      let folder = try preparedFolder()
      if example.contains("experiment") { try writeExperiment(to: folder) }
      if example.contains("experiment report") {
        #expect(try Command.run(["experiment", "run", "C24", "--epochs", "1"], in: folder).status == 0)
      }
      if example.contains("evaluate characters") {
        try writeClassifierFiles(to: folder)
        #expect(try Command.run(["train", "train-classifier.yaml"], in: folder).status == 0)
      }
      // Measuring once shows as well as seven times that the line is right.
      let line = example.hasPrefix("cleanpage bench ") ? example + " --runs 1 --warm-up 0" : example
      let outcome = try Command.shell("PATH=\"$PWD/bin:$PATH\"; " + line, ["sh"], in: folder)
      // There is no earlier training to resume.
      let expected: Int32 = example.contains("--resume") ? 66 : 0
      #expect(outcome.status == expected, "\(example): \(outcome.messages)")
    }
  }

  @Test func everyExitCodeIsListed() throws {
    let text = try help([], in: TemporaryFolder()).text
    let list = try #require(text.range(of: "Exit codes:")).upperBound
    let words = text[list...].split(whereSeparator: \.isWhitespace)
    for code in ["0", "64", "65", "66", "69", "70", "73", "74", "130", "143"] {
      #expect(words.contains { $0 == code }, "\(code)")
    }
  }
}
