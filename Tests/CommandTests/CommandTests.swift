import Foundation
import TestSupport
import Testing

@Suite struct CommandTests {
  let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try folder.write("copy.yaml", copyPipeline)
  }

  func run(_ arguments: String..., input: [UInt8] = []) throws -> Command.Outcome {
    try Command.run(arguments, input: input, in: folder)
  }

  func results(below name: String = "out") -> [String] {
    folder.files.filter { $0.hasPrefix(name + "/") }
  }

  @Test func standardInputGoesToStandardOutput() throws {
    let outcome = try run("run", "copy.yaml", input: graymap())
    #expect(outcome.status == 0)
    #expect(outcome.output == graymap())
    #expect(outcome.messages.isEmpty)
    #expect(try run("run", "copy.yaml", "-", "-o", "-", input: graymap()).output == graymap())
  }

  @Test func aFileGoesToAFileOrIntoAFolder() throws {
    try folder.write("a.pgm", graymap())
    #expect(try run("run", "copy.yaml", "a.pgm", "-o", "b.pgm").status == 0)
    #expect(folder.read("b.pgm") == graymap())
    #expect(try run("run", "copy.yaml", "a.pgm", "-o", "new/").status == 0)
    #expect(folder.read("new/a.pgm") == graymap())
  }

  @Test func aFolderKeepsItsStructureAndListsFailuresLast() throws {
    for number in 1...12 { try folder.write("in/\(number % 3)/deep/\(number).pgm", graymap()) }
    try folder.write("in/1/bad.pgm", Array("P5\n4 4\n255\nx".utf8))
    try folder.write("in/0/empty.png", [])
    let outcome = try run("run", "copy.yaml", "in", "-o", "out", "--jobs", "3")
    #expect(outcome.status == 65)
    #expect(results() == (1...12).map { "out/\($0 % 3)/deep/\($0).pgm" }.sorted())
    let lines = outcome.messages.split(separator: "\n")
    #expect(lines.count == 3)
    #expect(lines.first?.hasPrefix("cleanpage: 12 pages of 14 documents in ") == true)
    #expect(lines.first?.hasSuffix("2 failed:") == true)
    #expect(lines.dropFirst().first?.hasPrefix("cleanpage: in/0/empty.png: ") == true)
    #expect(lines.last?.hasPrefix("cleanpage: in/1/bad.pgm: ") == true)
    #expect(outcome.output.isEmpty)
  }

  @Test func existingResultsAreRefusedUnlessAskedOtherwise() throws {
    try folder.write("in/a.pgm", graymap())
    try folder.write("in/b.pgm", graymap())
    try folder.write("out/b.pgm", [7])
    let refused = try run("run", "copy.yaml", "in", "-o", "out")
    #expect(refused.status == 73)
    #expect(refused.messages.contains("out/b.pgm: exists already"))
    #expect(results() == ["out/b.pgm"])
    #expect(try run("run", "copy.yaml", "in", "-o", "out", "--skip-existing").status == 0)
    #expect(folder.read("out/b.pgm") == [7])
    #expect(results() == ["out/a.pgm", "out/b.pgm"])
    #expect(try run("run", "copy.yaml", "in", "-o", "out", "--overwrite").status == 0)
    #expect(folder.read("out/b.pgm") == graymap())
    #expect(try run("run", "copy.yaml", "in", "-o", "out", "--overwrite", "--skip-existing").status == 64)
  }

  @Test func anInputIsNotOverwrittenUnlessAsked() throws {
    try folder.write("a.pgm", graymap())
    #expect(try run("run", "copy.yaml", "a.pgm", "-o", "a.pgm").status == 73)
    #expect(try run("run", "copy.yaml", "a.pgm", "-o", "./").status == 73)
    #expect(try run("run", "copy.yaml", "a.pgm", "-o", "a.pgm", "--overwrite").status == 0)
    #expect(folder.read("a.pgm") == graymap())
  }

  @Test func wrongUsageIs64() throws {
    try folder.write("in/a.pgm", graymap())
    #expect(try run("run", "copy.yaml", "in").status == 64)
    #expect(try run("run", "copy.yaml", "in", "--no-such-option").status == 64)
    #expect(try run("run", "copy.yaml", "--jobs", "0", input: graymap()).status == 64)
    #expect(try run("run", "copy.yaml", "--metrics", "m.csv", input: graymap()).status == 64)
    #expect(try run("run", "copy.yaml", "--max-memory", "lots", input: graymap()).status == 64)
    #expect(try run("run", "copy.yaml", "-", "-", "-o", "out", input: graymap()).status == 64)
    #expect(try run("--gray", "--bilevel", input: graymap()).status == 64)
  }

  @Test func aMissingInputIs66() throws {
    let outcome = try run("run", "copy.yaml", "missing.png", "-o", "out.png")
    #expect(outcome.status == 66)
    #expect(outcome.messages == "cleanpage: missing.png: cannot be read: no such file or directory\n")
    #expect(try run("run", "missing.yaml", input: graymap()).status == 66)
    #expect(try run("run", "copy.yaml", "--reference", "none", input: graymap()).status == 66)
  }

  @Test func anOutputThatCannotBeCreatedIs73() throws {
    #expect(try run("run", "copy.yaml", "-o", "no/such/folder.pgm", input: graymap()).status == 73)
    try folder.write("file", [1])
    #expect(try run("run", "copy.yaml", "-o", "file/", input: graymap()).status == 73)
  }

  @Test func badDataIs65AndWritesNothing() throws {
    for (name, data) in [
      ("empty", []), ("text", Array("hello".utf8)), ("cut", Array("P5\n9 9\n255\nx".utf8)),
    ] {
      let outcome = try run("run", "copy.yaml", "-o", "out.pgm", input: data)
      #expect(outcome.status == 65, "\(name)")
      #expect(outcome.messages.hasPrefix("cleanpage: standard input"), "\(name)")
      #expect(outcome.messages.split(separator: "\n").count == 1, "\(name)")
      #expect(outcome.output.isEmpty, "\(name)")
    }
    #expect(folder.read("out.pgm") == nil)
  }

  @Test func aWrongPipelineFileIsOneErrorWithItsLine() throws {
    try folder.write("wrong.yaml", Array("stages:\n  - decode\n  - normalize\n  - encode\n".utf8))
    let outcome = try run("run", "wrong.yaml", input: graymap())
    #expect(outcome.status == 64)
    #expect(
      outcome.messages
        == "cleanpage: wrong.yaml:3:5: unknown stage 'normalize'; did you mean 'normalise'?\n")
    let value = try run("run", "copy.yaml", "--set", "encode.depth=1", input: graymap())
    #expect(value.status == 64)
    #expect(value.messages.hasPrefix("cleanpage: --set encode.depth=1: 'depth' of stage 'encode'"))
  }

  @Test func valuesOnTheCommandLineWin() throws {
    let outcome = try run("run", "copy.yaml", "--set", "depth=bilevel", input: graymap(width: 8, height: 1))
    #expect(outcome.status == 0)
    #expect(outcome.output.starts(with: Array("P4".utf8)))
  }

  @Test func metricsAreALineAPage() throws {
    try folder.write("in/b.pgm", graymap(value: 0))
    try folder.write("in/sub/a.pgm", graymap(value: 255))
    try folder.write("clean/b.pgm", graymap(value: 255))
    try folder.write("clean/sub/a.pgm", graymap(value: 255))
    let outcome = try run(
      "run", "copy.yaml", "in", "-o", "out", "--reference", "clean", "--metrics", "errors.csv")
    #expect(outcome.status == 0)
    #expect(
      String(decoding: folder.read("errors.csv") ?? [], as: UTF8.self) == """
        page,width,height,rmse_input,rmse,psnr,ssim,rmse_edges,rmse_background,edge_pixels,edge_error
        b.pgm,4,3,1.000000,1.000000,0.000,0.000100,0.000000,1.000000,0.000000,0.000000
        sub/a.pgm,4,3,0.000000,0.000000,inf,1.000000,0.000000,0.000000,0.000000,0.000000

        """)
    #expect(outcome.messages.contains("2 pages, RMSE pooled 0.707107 mean 0.500000"))
  }

  @Test func evaluationMeasuresPairsAndSelectsThem() throws {
    for number in 1...9 {
      try folder.write("noisy/\(number).pgm", graymap(value: 0))
      try folder.write("clean/\(number).pgm", graymap(value: number % 3 == 0 ? 0 : 255))
    }
    let outcome = try run(
      "evaluate", "pages", "--noisy", "noisy", "--clean", "clean", "--pipeline", "copy.yaml", "--modulo", "3")
    #expect(outcome.status == 0)
    let lines = String(decoding: outcome.output, as: UTF8.self).split(separator: "\n")
    #expect(lines.map { $0.prefix { $0 != "," } } == ["page", "3.pgm", "6.pgm", "9.pgm"])
    #expect(figures(of: "all pages", in: outcome.messages) == ["3", "0.00000", "0.00000"])

    try folder.write("list", Array("1 white\n3 black\n".utf8))
    let groups = try run(
      "evaluate", "pages", "--noisy", "noisy", "--clean", "clean", "--pipeline", "copy.yaml", "--list",
      "list", "--csv", "rows.csv", "--summary", "groups.csv")
    #expect(groups.output.isEmpty)
    #expect(figures(of: "black", in: groups.messages) == ["1", "0.00000", "0.00000"])
    #expect(figures(of: "white", in: groups.messages) == ["1", "1.00000", "1.00000"])
    #expect(folder.read("rows.csv") != nil)
    let summary = String(decoding: folder.read("groups.csv") ?? [], as: UTF8.self).split(separator: "\n")
    #expect(summary.map { $0.prefix { $0 != "," } } == ["group", "black", "white", "all pages"])

    let again = try run(
      "evaluate", "pages", "--noisy", "noisy", "--clean", "clean", "--pipeline", "copy.yaml", "--list",
      "list", "--summary", "groups.csv")
    #expect(again.status == 73 && again.output.isEmpty)
    let one = try run(
      "evaluate", "pages", "--noisy", "noisy", "--clean", "clean", "--pipeline", "copy.yaml", "--csv", "new.csv",
      "--summary", "new.csv")
    #expect(one.status == 64 && folder.read("new.csv") == nil)

    try folder.write("noisy/extra.pgm", graymap())
    let unpaired = try run(
      "evaluate", "pages", "--noisy", "noisy", "--clean", "clean", "--pipeline", "copy.yaml")
    #expect(unpaired.status == 66)
    #expect(unpaired.messages.contains("noisy/extra.pgm: has no clean page"))
  }

  /// The pages, the untouched error and the error in a line of the table that an evaluation prints.
  private func figures(of group: String, in messages: String) -> [String]? {
    let line = messages.split(separator: "\n").first { $0.hasPrefix(group + " ") }
    return line.map { $0.dropFirst(group.count).split(separator: " ").prefix(3).map(String.init) }
  }

  @Test func inspectSaysWhatAFileIs() throws {
    try folder.write("a.pgm", graymap())
    let image = try run("inspect", "a.pgm")
    #expect(String(decoding: image.output, as: UTF8.self).contains("page 1: 4×3, gray, 8 bits"))
    let pipeline = try run("inspect", "copy.yaml")
    #expect(String(decoding: pipeline.output, as: UTF8.self).contains("depth: auto  # "))
    #expect(try run("inspect", "missing").status == 66)
  }

  @Test func aPlanNamesKernelsAndCountsTheirWork() throws {
    let outcome = try run("inspect", "--plan", "default", "--size", "64x32")
    #expect(outcome.status == 0 && outcome.messages.isEmpty)
    let lines = String(decoding: outcome.output, as: UTF8.self).split(separator: "\n")
    #expect(lines.first?.contains("an input of 32×64×1, ") == true)
    // Cells are padded to their column, hence two blanks or more between them.
    let rows = lines.dropFirst().map { line in
      String(line).components(separatedBy: "  ").map { $0.trimmingCharacters(in: .whitespaces) }.filter { !$0.isEmpty }
    }
    #expect(rows.first?.prefix(4) == ["layer", "kernel", "output", "multiply-adds"])
    let layers = Dictionary(
      uniqueKeysWithValues: rows.dropFirst().dropLast().map { ($0[0], (kernel: $0[1], multiplyAdds: Int($0[3]))) })
    #expect(layers["encode1b"]?.kernel == "Winograd F(4×4, 3×3)")
    #expect(layers["join1"]?.kernel == "read in place")
    #expect(layers["page"]?.kernel == "loop")
    let total = 18000 * 64 * 32
    #expect(layers.values.reduce(0) { $0 + ($1.multiplyAdds ?? 0) } == total)
    #expect(lines.last?.hasPrefix("\(total) multiply-adds, ") == true)
  }

  @Test(arguments: [
    ["--plan", "default", "--size", "9223372036854775807x1"], ["--plan", "default", "--size", "1x32769"],
    ["--plan", "default", "--size", "0x8"], ["--plan", "default", "--size", "64"],
    ["default", "--size", "64x48"], ["--plan"],
  ])
  func wrongSizesToInspectAre64(arguments: [String]) throws {
    let outcome = try Command.run(["inspect"] + arguments, in: folder)
    #expect(outcome.status == 64)
    #expect(outcome.output.isEmpty && !outcome.messages.isEmpty)
  }

  @Test(arguments: [("a.png", Array("\u{89}PNG".unicodeScalars.map { UInt8($0.value) })), ("a.TIF", Array("II*".utf8))])
  func theNameOfAResultSaysItsFormat(name: String, beginning: [UInt8]) throws {
    try folder.write("page.pgm", graymap())
    #expect(try run("page.pgm", "-o", name).status == 0)
    #expect(folder.read(name)?.starts(with: beginning) == true)
    #expect(try run("page.pgm", "-o", name, "--format", "pnm", "--overwrite").status == 0)
    #expect(folder.read(name)?.starts(with: Array("P5".utf8)) == true)
  }

  @Test func theNameOfATextSaysItsFormat() throws {
    try folder.write("page.pgm", graymap())
    #expect(try run("ocr", "page.pgm", "-o", "page.hocr").status == 0)
    #expect(String(decoding: folder.read("page.hocr") ?? [], as: UTF8.self).contains("<html"))
  }

  @Test func numbersMayFollowTheirOptionsInAnyWay() throws {
    try folder.write("page.pgm", graymap())
    #expect(try run("page.pgm", "-o", "clean.pgm", "-j1").status == 0)
    let outcome = try run("page.pgm", "-o", "b.pgm", "--strength", "-1")
    #expect(outcome.status == 64 && outcome.messages.contains("from 0 to 1"), "\(outcome.messages)")
  }

  @Test func aSelectionOfNothingIsRefused() throws {
    try folder.write("in/a.pgm", graymap())
    try folder.write("list.txt", Array("a\nnosuch\n".utf8))
    let evaluate = ["evaluate", "pages", "--noisy", "in", "--clean", "in", "--pipeline", "copy.yaml"]
    let listed = try Command.run(evaluate + ["--list", "list.txt"], in: folder)
    #expect(listed.status == 66 && listed.messages.contains("no page 'nosuch', which the list names"))
    let modulo = try Command.run(evaluate + ["--modulo", "0"], in: folder)
    #expect(modulo.status == 64 && modulo.messages.contains("at least 1, not 0"))
    let only = try run("degrade", "in/a.pgm", "--only", "")
    #expect(only.status == 64 && only.messages.contains("--list shows them"))
  }
}
