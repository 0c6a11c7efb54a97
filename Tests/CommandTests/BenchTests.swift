import Foundation
import TestSupport
import Testing

/// `cleanpage bench` on tiny sizes: what is measured and how it is told, not how long it takes.
@Suite struct BenchTests {
  /// The parts of a report that do not depend on the machine's speed.
  struct Report: Decodable {
    struct Machine: Decodable {
      let cores: Int
    }
    struct Seconds: Decodable {
      let median: Double
      let minimum: Double
      let spread: Double
      let runs: [Double]
    }
    struct Row: Decodable {
      let name: String
      let work: String
      let input: String
      let batch: Int
      let workers: Int
      let seconds: Seconds
      let multiplyAdds: Int?
      let multiplyAddsDone: Int?
      let gigaflops: Double?
      let shareOfPeak: Double?
      let imagesPerSecond: Double?
      let megapixelsPerSecond: Double?
    }
    let machine: Machine
    let arguments: [String]
    let rows: [Row]
  }

  let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try folder.write("net.yaml", tinyNetwork)
    try folder.write("page.pgm", graymap(width: 20, height: 10))
  }

  private func run(_ arguments: [String]) throws -> Command.Outcome {
    try Command.run(["bench"] + arguments, in: folder)
  }

  /// The report of one run on two workers; the machine's peak is checked and left out of the rows.
  private func rows(_ arguments: String...) throws -> [Report.Row] {
    let all = arguments + ["--runs", "1", "--warm-up", "0", "--workers", "2", "--json"]
    let outcome = try run(all)
    try #require(outcome.status == 0, "\(outcome.messages)")
    #expect(outcome.messages.isEmpty)
    let report = try JSONDecoder().decode(Report.self, from: Data(outcome.output))
    #expect(report.arguments == ["bench"] + all)
    #expect(report.machine.cores >= 1)
    for row in report.rows {
      #expect(row.seconds.median > 0 && row.seconds.runs == [row.seconds.median], "\(row.name)")
      #expect(row.seconds.minimum == row.seconds.median && row.seconds.spread == 0, "\(row.name)")
      #expect((row.gigaflops ?? 1) > 0 && (row.shareOfPeak ?? 1) > 0, "\(row.name)")
    }
    let peak = report.rows.prefix { $0.input.isEmpty && $0.name.hasPrefix("OpenBLAS") }
    #expect(peak.last?.workers == 2)
    for row in peak { #expect(row.multiplyAdds == row.workers * 2048 * 2048 * 2048) }
    return Array(report.rows.dropFirst(peak.count))
  }

  @Test func kernelsCountTheirWork() throws {
    let rows = try rows("kernels", "--size", "8x6")
    #expect(rows.filter { $0.work == "product" }.count == 2)
    let winograd = try #require(rows.first { $0.name.hasSuffix("32→32") && $0.work == "forward" })
    #expect(winograd.input == "6×8×32")
    #expect(winograd.multiplyAdds == 6 * 8 * 9 * 32 * 32)
    // Two by two tiles of 4×4 outputs, the lower ones half empty, with 36 products each.
    #expect(winograd.multiplyAddsDone == 2 * 2 * 36 * 32 * 32)
    for work in ["data gradient", "filter gradient"] {
      let row = try #require(rows.first { $0.name.hasSuffix("64→128") && $0.work == work })
      #expect(row.multiplyAdds == row.batch * 6 * 8 * 9 * 64 * 128)
    }
  }

  @Test func networksCountForwardAndTraining() throws {
    let forward = try rows("network", "net.yaml", "--size", "8x6")
    #expect(forward.map(\.multiplyAdds) == [8 * 6 * 9])
    #expect(forward.map(\.input) == ["6×8×1"])
    // The only layer follows nothing that is trained: its input gets no gradient.
    let training = try rows("network", "net.yaml", "--size", "8x6", "--batch", "3", "--training")
    #expect(training.map(\.multiplyAdds) == [3 * 2 * 8 * 6 * 9])
    #expect(training.map(\.work) == ["training step"])
    #expect(try rows("network", "--size", "16x16").map(\.name) == ["default", "seed"])
  }

  @Test func networksTakeAndGiveFilesOfFloats() throws {
    try folder.write("in", [UInt8](repeating: 0, count: 4 * 8 * 6))
    #expect(try rows("network", "net.yaml", "--size", "8x6", "--input", "in", "--output", "out").count == 1)
    let bytes = try #require(folder.read("out"))
    #expect(bytes.count == 4 * 8 * 6)
    let values = Data(bytes).withUnsafeBytes { Array($0.bindMemory(to: Float.self)) }
    // The sigmoid of no more than a bias.
    #expect(values.allSatisfy { $0 == values.first && $0 > 0 && $0 < 1 })
    let files = ["network", "net.yaml", "--runs", "1", "--input", "in", "--output", "out"]
    #expect(try run(files + ["--size", "8x6"]).status == 73)
    #expect(try run(files + ["--size", "8x7", "--overwrite"]).status == 65)
  }

  @Test func filesThatHoldNoFloatsAreNamed() throws {
    try folder.write("empty", [])
    try folder.write("folder/file", [1])
    for (name, status, reason) in [
      ("empty", 65, "has 0 bytes, but 1 × 6×8×1 32-bit floats take 192"), ("folder", 66, "is a folder"),
      ("missing", 66, "cannot be opened"),
    ] as [(String, Int32, String)] {
      let outcome = try run(["network", "net.yaml", "--size", "8x6", "--runs", "1", "--input", name])
      #expect(outcome.status == status)
      #expect(outcome.output.isEmpty && outcome.messages.hasPrefix("cleanpage: \(name): \(reason)"))
    }
  }

  @Test func pagesAreTimedByTheirPhases() throws {
    let rows = try rows("pages", "page.pgm", "--model", "seed")
    #expect(rows.map(\.work) == ["decode", "clean", "encode", "whole page"])
    #expect(rows.allSatisfy { $0.name == "page.pgm" && $0.batch == 1 && $0.input == "10×20" })
    #expect(rows.allSatisfy { ($0.megapixelsPerSecond ?? 0) > 0 })
    let network = 20 * 10 * 9 * (1 * 32 + 32 * 32 + 32 * 64 + 64 * 128 + 128 * 1)
    #expect(rows.map(\.multiplyAdds) == [nil, network, nil, network])
  }

  @Test func classifiersCountImages() throws {
    let rows = try rows("classifier", "--batch", "2")
    #expect(rows.map(\.name) == ["emnist-d4", "emnist-d4"])
    #expect(rows.map(\.work) == ["forward", "training step"])
    #expect(rows.allSatisfy { $0.input == "28×28×1" && $0.batch == 2 && ($0.imagesPerSecond ?? 0) > 0 })
    let first = 26 * 26 * 9 * 32
    let others = 13 * 13 * 9 * (32 * 64 + 64 * 64) + 6 * 6 * 64 * 128 + 128 * 62
    #expect(rows.map(\.multiplyAdds) == [2 * (first + others), 2 * (2 * first + 3 * others)])
  }

  @Test func aTableIsForReading() throws {
    let outcome = try run(["network", "net.yaml", "--size", "8x6", "--runs", "1", "--warm-up", "0"])
    let lines = String(decoding: outcome.output, as: UTF8.self).split(separator: "\n")
    #expect(outcome.status == 0)
    #expect(lines.first?.hasPrefix("what ") == true && lines.first?.contains("median ms") == true)
    #expect(lines.last?.hasPrefix("medians of 1 run on ") == true)
  }

  @Test(arguments: [
    ["kernels", "--size", "4096x8"], ["kernels", "net.yaml"], ["kernels", "--runs", "0"],
    ["network", "--size", "8"], ["network", "--batch", "0"], ["network", "--input", "in"],
    ["network", "net.yaml", "--training", "--output", "out"], ["network", "--workers", "0"],
    ["pages"], ["pages", "page.pgm", "--warm-up", "-1"],
    ["classifier", "--batch", "many"], ["classifier", "--runs", "1.5"], ["nothing"],
  ])
  func wrongArgumentsAre64(arguments: [String]) throws {
    let outcome = try run(arguments)
    #expect(outcome.status == 64)
    #expect(outcome.output.isEmpty && !outcome.messages.isEmpty)
  }

  @Test(arguments: [["network", "none.yaml"], ["classifier", "none.yaml"], ["pages", "none.pgm"]])
  func missingFilesAre66(arguments: [String]) throws {
    let outcome = try run(arguments)
    #expect(outcome.status == 66)
    #expect(outcome.output.isEmpty && outcome.messages.hasPrefix("cleanpage: \(arguments[1]): "))
  }
}
