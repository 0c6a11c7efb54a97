import Foundation
import TestSupport
import Testing

/// No input is lost and nothing hangs or crashes, whatever the command is given.
@Suite struct SafetyTests {
  let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try folder.write("copy.yaml", copyPipeline)
  }

  func run(_ arguments: String...) throws -> Command.Outcome { try Command.run(arguments, in: folder) }

  @Test func anotherNamedInputIsNotReplaced() throws {
    try folder.write("A/B/a.jpg", graymap(value: 1))
    try folder.write("A/B/a.pgm", graymap(value: 2))
    let outcome = try run(
      "run", "copy.yaml", "A/B/a.jpg", "A/B/a.pgm", "-o", "A/B", "--set", "encode.format=pnm", "--overwrite", "--jobs",
      "1")
    #expect(outcome.status == 73)
    #expect(outcome.messages.contains("A/B/a.jpg: would be written over A/B/a.pgm"))
    #expect(folder.read("A/B/a.pgm") == graymap(value: 2))
  }

  @Test func anInputBelowAnInputFolderIsNotReplaced() throws {
    try folder.write("A/B/a.pgm", graymap(value: 2))
    try folder.write("single/a.jpg", graymap(value: 1))
    let outcome = try run(
      "run", "copy.yaml", "A", "single/a.jpg", "-o", "A/B/../B/", "--set", "encode.format=pnm", "--overwrite")
    // The folder of the results is not read, so that its content may be replaced.
    #expect(outcome.status == 0)
    try folder.write("A/B/a.pgm", graymap(value: 2))
    let inner = try run(
      "run", "copy.yaml", "A/B", "single/a.jpg", "-o", "A/B", "--set", "encode.format=pnm", "--overwrite")
    #expect(inner.status == 73)
    #expect(folder.read("A/B/a.pgm") == graymap(value: 2))
  }

  @Test func whatIsNoImageIsRefusedByItsBeginning() throws {
    for line in ["\"$0\" < /dev/zero", "head -c 100000000 /dev/zero | \"$0\""] {
      let outcome = try Command.shell("ulimit -v 4000000; " + line, [Command.executable.path], in: folder)
      #expect(outcome.status == 65, "\(line): \(outcome.messages)")
      #expect(outcome.messages.split(separator: "\n").count == 1)
    }
    // An endless page is read up to the memory granted for it.
    let endless = try Command.shell(
      "{ printf 'P5 1 1 255\\n'; cat /dev/zero; } | \"$0\" --max-memory 30M", [Command.executable.path], in: folder)
    #expect(endless.status == 65)
    #expect(endless.messages.contains("standard input: is larger than the 31457280 bytes"))
  }

  @Test func tooManyThreadsAreAUsageErrorAndTooFewDoTheWork() throws {
    let outcome = try run("run", "copy.yaml", "--jobs", "3000")
    #expect(outcome.status == 64 && outcome.messages.contains("256"))
    for number in 0..<20 { try folder.write("in/\(number).pgm", graymap()) }
    let limited = try Command.shell(
      "ulimit -v 900000; \"$0\" run copy.yaml in -o out --jobs 256", [Command.executable.path], in: folder)
    #expect(limited.status == 0, "\(limited.messages)")
  }

  @Test func aMetricsFileThatCannotBeWrittenIsKnownBeforehand() throws {
    try folder.write("in/a.pgm", graymap())
    let outcome = try run(
      "run", "copy.yaml", "in", "-o", "out", "--reference", "in", "--metrics", "none/errors.csv")
    #expect(outcome.status == 73 && outcome.messages.contains("none/errors.csv"))
    #expect(folder.files == ["copy.yaml", "in/a.pgm"])
  }

  @Test func failuresAreNamedAlsoWhenTheMetricsCannotBeWritten() throws {
    try folder.write("in/a.pgm", graymap())
    try folder.write("in/bad.pgm", Array("P5\n9 9\n255\nx".utf8))
    let outcome = try run(
      "run", "copy.yaml", "in", "-o", "out", "--reference", "in", "--metrics", "/dev/full")
    #expect(outcome.status == 74)
    #expect(outcome.messages.contains("in/bad.pgm: ") && outcome.messages.contains("/dev/full: "))
  }

  @Test func anEvaluationDoesNotRunForACSVThatIsThere() throws {
    try folder.write("in/a.pgm", graymap())
    try folder.write("errors.csv", [1])
    let arguments = ["evaluate", "pages", "--noisy", "in", "--clean", "in", "--pipeline", "copy.yaml", "--csv"]
    let refused = try Command.run(arguments + ["errors.csv"], in: folder)
    #expect(refused.status == 73)
    #expect(refused.messages == "cleanpage: errors.csv: exists already; --overwrite replaces it\n")
    let full = try Command.run(arguments + ["/dev/full"], in: folder)
    #expect(full.status == 74 && full.messages.contains("\nall pages "))
    #expect(try Command.run(arguments + ["errors.csv", "--overwrite"], in: folder).status == 0)
  }

  @Test func aPageThatAnotherHasTakenTheNameOfIsNotSkipped() throws {
    try folder.write("in/a.jpg", graymap(value: 1))
    try folder.write("in/a.pgm", graymap(value: 2))
    let arguments = ["run", "copy.yaml", "in", "-o", "out", "--set", "encode.format=pnm", "--jobs", "1"]
    for extra in [[], ["--skip-existing"]] {
      let outcome = try Command.run(arguments + extra, in: folder)
      #expect(outcome.status == 73)
      #expect(outcome.messages.contains("in/a.pgm: would be written to out/a.pgm, as in/a.jpg is; rename one"))
    }
    #expect(folder.read("out/a.pgm") == graymap(value: 1))
  }

  @Test func aPageOfADocumentThatAnotherHasTakenTheNameOfIsNotSkipped() throws {
    try folder.write("in/a.pgm", graymap(value: 1) + graymap(value: 2))
    try folder.write("in/a-1.pgm", graymap(value: 3))
    let arguments = ["run", "copy.yaml", "in", "-o", "out", "--set", "encode.format=png", "--jobs", "1"]
    for extra in [[], ["--skip-existing"]] {
      let outcome = try Command.run(arguments + extra, in: folder)
      #expect(outcome.status == 73)
      #expect(outcome.messages.contains("in/a.pgm: would be written to out/a-1.png, as in/a-1.pgm is"))
    }
  }

  @Test func whatIsInAFolderAndCannotBeReadIsAFailure() throws {
    try folder.write("in/a.pgm", graymap())
    try folder.write("in/b.webp", Array("RIFF....WEBPVP8 ".utf8))
    let outcome = try Command.shell(
      "cp in/a.pgm \"in/Stra$(printf '\\337')e.pgm\"; ln -s nowhere in/page.pgm; \"$0\" run copy.yaml in -o out",
      [Command.executable.path], in: folder)
    #expect(outcome.status == 66)
    #expect(outcome.messages.contains("1 file of other kinds left out, 2 failed"), "\(outcome.messages)")
    #expect(outcome.messages.contains("e.pgm: has a name that is not UTF-8; rename it"))
    #expect(outcome.messages.contains("in/page.pgm: "))
    #expect(folder.read("out/a.pgm") == graymap())
  }

  @Test func twoOptionsDoNotNameOneFile() throws {
    try folder.write("a.pgm", graymap())
    let outcome = try run(
      "run", "copy.yaml", "a.pgm", "--reference", "a.pgm", "-o", "./b.pgm", "--metrics", "b.pgm", "--overwrite")
    #expect(outcome.status == 64 && outcome.messages.contains("-o and --metrics are both b.pgm"))
    #expect(folder.read("b.pgm") == nil)
  }

  @Test func closedStandardInputIsAFailure() throws {
    for command in ["", "ocr", "degrade"] {
      let outcome = try Command.shell("\"$0\" \(command) <&-", [Command.executable.path], in: folder)
      #expect(outcome.status == 74 && outcome.messages.contains("standard input: cannot be read"), "\(command)")
    }
  }

  @Test(arguments: ["inspect clean", "degrade --list", "inspect default"]) func whatCannotBePrintedIsAFailure(
    command: String
  ) throws {
    let outcome = try Command.shell("\"$0\" \(command) > /dev/full", [Command.executable.path], in: folder)
    #expect(outcome.status == 74 && outcome.messages.contains("standard output: cannot be written"))
  }

  @Test func aFolderBelowAFileIsRefusedBeforehand() throws {
    try folder.write("in/a.pgm", graymap())
    try folder.write("in/b.pgm", graymap())
    let outcome = try run("run", "copy.yaml", "in", "-o", "in/a.pgm/out")
    #expect(outcome.status == 73)
    #expect(outcome.messages == "cleanpage: in/a.pgm/out: cannot be written to: not a directory\n")
  }

  @Test(.enabled(if: geteuid() != 0)) func aFolderWithoutPermissionIsAFailure() throws {
    try folder.write("in/a.pgm", graymap())
    try folder.write("in/locked/b.pgm", graymap())
    chmod(folder.path + "/in/locked", 0)
    defer { chmod(folder.path + "/in/locked", 0o755) }
    let outcome = try run("run", "copy.yaml", "in", "-o", "out")
    #expect(outcome.status == 66 && outcome.messages.contains("in/locked: cannot be read: permission denied"))
    #expect(folder.read("out/a.pgm") == graymap())
  }
}
