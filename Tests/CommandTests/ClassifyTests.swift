import Foundation
import ImageFiles
import Imaging
import TestSupport
import Testing

/// `cleanpage classify` as a user runs it.
@Suite struct ClassifyTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// The PNG of an upright cross, which is read as t or T, of so many pixels with its left upper corner at a place.
  private func cross(
    width: Int, height: Int, x: Int, y: Int, size: Int, ink: UInt16 = 0x1800, ground: UInt16 = 0xE800
  ) throws -> [UInt8] {
    var image = GrayImage(width: width, height: height, filledWith: ground)
    let stroke = max(1, size / 7)
    for row in 0..<size {
      for column in 0..<size where abs(2 * column + 1 - size) <= stroke || row < stroke {
        image.samples[(y + row) * width + x + column] = ink
      }
    }
    return try png(image)
  }

  private func png(_ image: GrayImage) throws -> [UInt8] {
    let writer = try ImageWriter(format: .png)
    try writer.append(image, bilevel: false, resolution: nil)
    return try writer.finish()
  }

  private struct Line: Decodable {
    struct Candidate: Decodable {
      let text: String
      let probability: Double
    }

    let picture: String
    let page: Int?
    let ink: String
    let candidates: [Candidate]
  }

  private func lines(_ outcome: Command.Outcome) throws -> [Line] {
    try String(decoding: outcome.output, as: UTF8.self).split(separator: "\n").map {
      try JSONDecoder().decode(Line.self, from: Data($0.utf8))
    }
  }

  @Test func anySizeAndToneIsRead() throws {
    try folder.write("dark.png", cross(width: 80, height: 90, x: 15, y: 20, size: 50))
    try folder.write("light.png", cross(width: 80, height: 90, x: 15, y: 20, size: 50, ink: 0xF000, ground: 0x0800))
    try folder.write("corner.png", cross(width: 400, height: 300, x: 330, y: 10, size: 60))
    try folder.write("huge.png", cross(width: 3000, height: 2600, x: 300, y: 500, size: 1600))
    try folder.write("tiny.png", cross(width: 9, height: 9, x: 1, y: 1, size: 7))
    let names = ["dark.png", "light.png", "corner.png", "huge.png", "tiny.png"]
    let outcome = try Command.run(["classify"] + names + ["--format", "jsonl", "--top", "3"], in: folder)
    #expect(outcome.status == 0 && outcome.messages.isEmpty, "\(outcome.messages)")
    let lines = try lines(outcome)
    #expect(lines.map(\.picture) == names)
    #expect(lines.map(\.ink) == names.map { $0 == "light.png" ? "light on dark" : "dark on light" })
    for line in lines {
      #expect(line.candidates.count == 3 && line.candidates[0].text == "T", "\(line)")
      #expect(line.candidates[0].probability >= line.candidates[1].probability)
    }
  }

  @Test func blankAndBrokenPicturesAreNamedAndTheOthersRead() throws {
    try folder.write("in/blank.png", png(GrayImage(width: 50, height: 40, filledWith: 0xE000)))
    try folder.write("in/broken.png", Array(cross(width: 80, height: 90, x: 15, y: 20, size: 50).prefix(60)))
    try folder.write("in/good.png", cross(width: 80, height: 90, x: 15, y: 20, size: 50))
    let outcome = try Command.run(["classify", "in", "--top", "2"], in: folder)
    #expect(outcome.status == 65)
    let messages = outcome.messages.split(separator: "\n")
    #expect(messages.count == 2 && messages[0].contains("in/blank.png: shows no character"), "\(messages)")
    #expect(messages[1].contains("in/broken.png: "))
    let lines = String(decoding: outcome.output, as: UTF8.self).split(separator: "\n")
    #expect(lines.count == 3 && lines[0] == "in/good.png" && lines[1].hasPrefix("  T ") && lines[1].hasSuffix(" %"))
    #expect(try Command.run(["classify", "none.png"], in: folder).status == 66)
  }

  @Test func standardInputAndItsPagesAreRead() throws {
    let picture = try cross(width: 80, height: 90, x: 15, y: 20, size: 50)
    let outcome = try Command.run(["classify", "-", "--format", "jsonl"], input: picture, in: folder)
    let lines = try lines(outcome)
    #expect(outcome.status == 0 && lines.map(\.picture) == ["standard input"] && lines[0].candidates.count == 5)
    #expect(lines[0].page == nil)
    let writer = try ImageWriter(format: .tiff)
    let page = try GrayImage(#require(try ImageReader(bytes: picture, name: "p").nextPage()).raster)
    for image in [page, GrayImage(width: 30, height: 30), page] {
      try writer.append(image, bilevel: false, resolution: nil)
    }
    let pages = try Command.run(["classify", "--format", "jsonl"], input: writer.finish(), in: folder)
    #expect(pages.status == 65 && pages.messages.contains("standard input, page 2: shows no character"))
    #expect(try self.lines(pages).map(\.page) == [1, 3])
  }

  @Test func modelsOfOtherSizesAndWrongOnesAreTold() throws {
    try writeClassifierFiles(to: folder)
    #expect(try Command.run(["train", "train-classifier.yaml", "--set", "steps=200"], in: folder).status == 0)
    var image = GrayImage(width: 60, height: 80)
    for y in 10..<70 { for x in 27..<33 { image.samples[y * 60 + x] = 0 } }
    try folder.write("stroke.png", png(image))
    let outcome = try Command.run(["classify", "stroke.png", "--model", "classifier", "--format", "jsonl"], in: folder)
    #expect(outcome.status == 0, "\(outcome.messages)")
    #expect(Set(try lines(outcome)[0].candidates.map(\.text)) == ["-", "|", "/"])
    let cleaner = try Command.run(["classify", "stroke.png", "--model", "default"], in: folder)
    #expect(cleaner.status == 65 && cleaner.messages.contains("which characters it tells apart"))
    #expect(try Command.run(["classify", "stroke.png", "--model", "missing"], in: folder).status == 66)
    #expect(try Command.run(["classify", "stroke.png", "--top", "0"], in: folder).status == 64)
  }
}
