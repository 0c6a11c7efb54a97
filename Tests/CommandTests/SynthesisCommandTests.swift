import TestSupport
import Testing

/// `cleanpage synthesise`, which ordinary builds are without.
@Suite struct SynthesisCommandTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  #if Synthesis
    @Test func wrongOptionsAreRefused() throws {
      try folder.write("text.txt", Array("three words here".utf8))
      let needed = ["synthesise", "-o", "out", "--corpus", "text.txt", "--fonts", "."]
      for (option, value) in [
        ("--count", "0"), ("--width", "5"), ("--dpi", "600:75"), ("--only-kind", "poster"), ("--jobs", "0"),
        ("--handwriting", "images"),
      ] {
        let outcome = try Command.run(needed + [option, value], in: folder)
        #expect(outcome.status == 64 && outcome.messages.contains(option), "\(outcome.messages)")
      }
      let without = try Command.run(needed, in: folder)
      #expect(without.status == 66 && without.messages.contains("name folders or files of .ttf or .otf fonts"))
    }
  #else
    @Test(arguments: [[], ["-o", "pages", "--count", "3"]]) func theBuildThatHasItIsNamed(options: [String]) throws {
      let outcome = try Command.run(["synthesise"] + options, in: folder)
      #expect(outcome.status == 64 && outcome.output.isEmpty)
      #expect(outcome.messages.contains("--traits Synthesis") && outcome.messages.contains("libfreetype-dev"))
      #expect(outcome.messages.split(separator: "\n").count == 1)
    }
  #endif
}
