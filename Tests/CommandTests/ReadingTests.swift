import Foundation
import ImageFiles
import Imaging
import TestSupport
import Testing

/// `cleanpage ocr`, and reading beside cleaning.
@Suite struct ReadingTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func run(_ arguments: String..., input: [UInt8] = []) throws -> Command.Outcome {
    try Command.run(arguments, input: input, in: folder)
  }

  private func text(_ outcome: Command.Outcome) -> String { String(decoding: outcome.output, as: UTF8.self) }

  private func png(_ image: GrayImage) throws -> [UInt8] {
    let writer = try ImageWriter(format: .png, name: "page")
    try writer.append(image, bilevel: false, resolution: nil)
    return try writer.finish()
  }

  /// The share of characters of a fixture that are read wrongly.
  private func errorRate(_ page: [UInt8], truth: String) throws -> Double {
    try folder.write("page.png", page)
    try folder.write("truth.json", fixturePage(truth))
    #expect(try run("ocr", "page.png", "-o", "page.txt", "--overwrite").status == 0)
    let outcome = try run("evaluate", "text", "page.txt", "--truth", "truth.json")
    let row = text(outcome).split(separator: "\n").last?.split(separator: ",")
    return try #require(row.flatMap { Double($0[3]) })
  }

  @Test func aPageIsReadInItsOrder() throws {
    #expect(try errorRate(fixturePage("print/paragraphs.png"), truth: "print/paragraphs.json") <= 0.01)
    #expect(try errorRate(fixturePage("print/columns.png"), truth: "print/columns.json") <= 0.04)
  }

  @Test func aPageIsReadAtOtherSizesAndTurned() throws {
    let page = FloatImage(try decodedGray(fixturePage("print/paragraphs.png")))
    let half = page.resampled(width: page.width * 6 / 10, height: page.height * 6 / 10)
    #expect(try errorRate(png(GrayImage(half)), truth: "print/paragraphs.json") <= 0.04)
    let double = page.resampled(width: page.width * 2, height: page.height * 2)
    #expect(try errorRate(png(GrayImage(double)), truth: "print/paragraphs.json") <= 0.02)
    var turned = GrayImage(width: page.width, height: page.height)
    for y in 0..<page.height {
      for x in 0..<page.width {
        // A turn of 2.3° by three shears would be finer; nearest pixels serve to be read.
        let (dx, dy) = (Double(x) - Double(page.width) / 2, Double(y) - Double(page.height) / 2)
        let (sx, sy) = (Int(dx * 0.9992 + dy * 0.0401 + 450), Int(dy * 0.9992 - dx * 0.0401 + 350))
        guard sx >= 0, sy >= 0, sx < page.width, sy < page.height else { continue }
        turned.samples[y * page.width + x] = UInt16(min(max(page.values[sy * page.width + sx], 0), 1) * 65535)
      }
    }
    #expect(try errorRate(png(turned), truth: "print/paragraphs.json") <= 0.04)
  }

  @Test func boxesAreThoseOfThePage() throws {
    try folder.write("page.png", fixturePage("print/paragraphs.png"))
    let outcome = try run("ocr", "page.png", "--format", "jsonl")
    struct Row: Decodable {
      struct Box: Decodable {
        var x: Int
        var y: Int
        var width: Int
      }
      var box: Box
    }
    struct Truth: Decodable {
      struct Box: Decodable {
        var text: String
        var x: Int
        var y: Int
        var width: Int
        var height: Int
      }
      struct Word: Decodable { var characters: [Box] }
      struct Line: Decodable { var words: [Word] }
      var lines: [Line]
    }
    let truth = try JSONDecoder().decode(Truth.self, from: Data(fixturePage("print/paragraphs.json")))
    let boxes = truth.lines.flatMap { $0.words.flatMap(\.characters) }
    let rows = text(outcome).split(separator: "\n").compactMap {
      try? JSONDecoder().decode(Row.self, from: Data($0.utf8))
    }
    #expect(rows.count > boxes.count * 9 / 10)
    let near = rows.count { row in
      boxes.contains {
        abs($0.x - row.box.x) <= 2 && abs($0.y - row.box.y) <= 2 && abs($0.width - row.box.width) <= 3
      }
    }
    #expect(near * 20 >= rows.count * 19)
  }

  @Test func whatHasNoTextGivesNone() throws {
    let blank = GrayImage(width: 600, height: 800)
    let black = GrayImage(width: 600, height: 800, filledWith: 0)
    var wide = GrayImage(width: 20_000, height: 30)
    for x in 0..<20_000 { wide.samples[15 * 20_000 + x] = 0 }
    for page in [blank, black, wide, GrayImage(width: 1, height: 1)] {
      for format in ["txt", "hocr"] {
        let outcome = try run("ocr", "--format", format, input: png(page))
        #expect(outcome.status == 0)
        #expect(
          !text(outcome).contains("class='ocrx_word'") && !text(outcome).contains("class=\"ocrx_word\"")
            && (format == "hocr" || text(outcome).allSatisfy(\.isWhitespace)))
      }
    }
  }

  @Test func noiseAndPicturesAreNotReadAsThousandsOfLetters() throws {
    var state: UInt32 = 7
    let noise = GrayImage(
      width: 500, height: 500,
      samples: (0..<250_000).map { _ in
        state = state &* 1_664_525 &+ 1_013_904_223
        return UInt16(state >> 16)
      })
    let waves = GrayImage(
      width: 500, height: 500,
      samples: (0..<250_000).map { place in
        let (x, y) = (Double(place % 500), Double(place / 500))
        return UInt16(32768 + 16000 * sin(x / 31) * cos(y / 47) + 12000 * sin((x + y) / 9))
      })
    for page in [noise, waves] {
      let outcome = try run("ocr", input: png(page))
      #expect(outcome.status == 0)
      #expect(text(outcome).count < 300)
    }
  }

  @Test func aPageOnItsHeadGivesAWarningAndNoNonsense() throws {
    let page = FloatImage(try decodedGray(fixturePage("print/paragraphs.png"))).flipped(
      horizontally: true, vertically: true)
    let outcome = try run("ocr", input: png(GrayImage(page)))
    #expect(outcome.status == 0)
    let words = text(outcome).split(whereSeparator: \.isWhitespace)
    #expect(words.isEmpty, "\(words)")
    #expect(outcome.messages.contains("does it lie on its head or its side?"))
  }

  @Test func cleaningReadingAndMeasuringAreOnePass() throws {
    for (name, page) in [("a", "print/paragraphs.png"), ("b", "print/columns.png")] {
      try folder.write("scans/\(name).png", fixturePage(page))
      try folder.write("clean/\(name).png", fixturePage(page))
    }
    let outcome = try run(
      "scans", "-o", "out", "--text", "hocr", "--predictions", "out.jsonl", "--metrics", "metrics.csv", "--reference",
      "clean")
    #expect(outcome.status == 0, "\(outcome.messages)")
    for name in ["out/a.png", "out/a.hocr", "out/b.png", "out/b.hocr"] { #expect(folder.read(name) != nil) }
    let rows = String(decoding: folder.read("out.jsonl") ?? [], as: UTF8.self).split(separator: "\n")
    #expect(rows.count > 1000)
    #expect(String(decoding: folder.read("metrics.csv") ?? [], as: UTF8.self).split(separator: "\n").count == 3)
  }

  @Test func theLanguageCanBeSwitchedOff() throws {
    let page = try fixturePage("print/paragraphs.png")
    let without = try run("ocr", "--language", "none", input: page)
    #expect(without.status == 0 && text(without).contains("archive"))
    #expect(try run("ocr", "--language", "klingon", input: page).status == 66)
  }
}
