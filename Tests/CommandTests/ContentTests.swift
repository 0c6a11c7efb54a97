import Foundation
import ImageFiles
import Imaging
import Randomness
import TestSupport
import Testing

/// What the command does so that a page keeps its content: cleaning in part, pages that pass through, colours.
@Suite struct ContentTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func run(_ arguments: String..., input: [UInt8] = []) throws -> Command.Outcome {
    try Command.run(arguments, input: input, in: folder)
  }

  /// A model file of a network that makes every page white.
  private func writeWhitening(_ name: String) throws {
    let network =
      #"{\"name\":\"white\",\"input\":{\"channels\":1},\"layers\":["#
      + #"{\"type\":\"conv2d\",\"name\":\"only\",\"filters\":1,\"kernel\":1}]}"#
    let header =
      #"{"__metadata__":{"network":""# + network + #""},"#
      + #""only.bias":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"#
      + #""only.weight":{"dtype":"F32","shape":[1,1,1,1],"data_offsets":[4,8]}}"#
    let size = withUnsafeBytes(of: UInt64(header.utf8.count).littleEndian) { Array($0) }
    let values = withUnsafeBytes(of: Float(1).bitPattern.littleEndian) { Array($0) } + [0, 0, 0, 0]
    try folder.write(name, size + Array(header.utf8) + values)
  }

  // MARK: Strength

  @Test func strengthIsHowMuchOfTheCleaningIsTaken() throws {
    let input = try fixturePage("noisy/ledger.png")
    let usual = try run(input: input).output
    #expect(try run("--strength", "1", input: input).output == usual)
    let (dirty, cleaned) = try (decodedGray(input), decodedGray(usual))
    #expect(try decodedGray(run("--strength", "0", input: input).output) == dirty)
    for options in [["--strength", "0.5"], ["--strength", "0.5", "--tile-size", "64", "--jobs", "3"]] {
      let half = try decodedGray(Command.run(options, input: input, in: folder).output)
      let middles = zip(dirty.samples, cleaned.samples).map { (Int($0) + Int($1)) / 2 }
      // Both ends and the middle are rounded to 256 levels.
      #expect(zip(half.samples, middles).allSatisfy { abs(Int($0) - $1) <= 514 })
    }
  }

  // MARK: Wrinkles

  @Test(arguments: ["9", "14", "16"]) func aCrumpledSheetOfTextIsNoPicture(seed: String) throws {
    let clean = try fixturePage("clean/ledger.png")
    try folder.write("ledger.png", clean)
    let crumpled = try run("degrade", "ledger.png", "--seed", seed, "--only", "paperTone,stain,fold,wrinkle").output
    let cleaned = try decodedGray(run(input: crumpled).output)
    let page = try decodedGray(clean)
    #expect(try SquaredError(decodedGray(crumpled), page).root > 0.3)
    #expect(SquaredError(cleaned, page).root < 0.06)
  }

  // MARK: Uneven ink

  @Test func wornPrintBecomesBlackAsAWhole() throws {
    let page = try decodedGray(fixturePage("clean/letter.png"))
    var (worn, random) = (page, SeededRandom(seed: 4))
    for place in worn.samples.indices {
      let chance = random.uniform()
      worn.samples[place] = UInt16(
        65_535 - Double(65_535 - page.samples[place]) * (0.08 + 0.35 * chance * chance * chance))
    }
    let cleaned = try decodedGray(run(input: graymap(worn)).output)
    let ink = page.samples.indices.filter { page.samples[$0] < 13_000 }
    #expect(ink.count { cleaned.samples[$0] < 32_768 } > ink.count * 9 / 10)
    let white = page.samples.indices.filter { page.samples[$0] == GrayImage.white }
    #expect(white.count { cleaned.samples[$0] > 62_000 } > white.count * 99 / 100)
  }

  // MARK: Grain

  @Test func paperGrainedLikePrintBecomesWhite() throws {
    let page = try decodedGray(fixturePage("clean/ledger.png"))
    try folder.write("ledger.png", fixturePage("clean/ledger.png"))
    try folder.write(
      "noise.yaml",
      Array(
        "name: noise\nsteps:\n  - {type: sensorNoise, probability: 1, amount: [0.18, 0.18], size: [0.8, 0.8]}\n".utf8))
    let grained = try run("degrade", "ledger.png", "--recipe", "noise.yaml").output
    try folder.write(
      "once.yaml",
      Array("stages: [decode: {}, normalise: {}, tile: {}, denoise: {looksTwice: false}, stitch: {}, encode: {}]".utf8))
    let once = try SquaredError(decodedGray(run("run", "once.yaml", input: grained).output), page).root
    let twice = try decodedGray(run(input: grained).output)
    #expect(SquaredError(twice, page).root < 0.85 * once)
    let ink = page.samples.indices.filter { page.samples[$0] < 13_000 }
    let lost = ink.count { twice.samples[$0] > 39_000 }
    #expect(lost < ink.count / 100)
  }

  // MARK: Specks

  @Test func specksOnACleanPageGoAndNothingElse() throws {
    let clean = try fixturePage("clean/letter.png")
    let page = try decodedGray(clean)
    var strewn = page
    for y in stride(from: 4, to: page.height - 4, by: 11) {
      let x = 4 + y * 37 % (page.width - 8)
      let isPaper = (y - 2...y + 2).allSatisfy { row in
        let start = row * page.width + x - 2
        return page.samples[start..<start + 5].allSatisfy { $0 > 60_000 }
      }
      if isPaper { strewn.samples[y * page.width + x] = 0 }
    }
    #expect(strewn != page)
    let input = graymap(strewn)
    #expect(try decodedGray(run(input: input).output) == decodedGray(run(input: clean).output))
    #expect(try decodedGray(run("--keep-specks", input: input).output) != decodedGray(run(input: clean).output))
  }

  @Test func specksAreNoInkThatCleaningTakes() throws {
    var page = try decodedGray(fixturePage("clean/letter.png"))
    var random = 1
    for _ in 0..<page.samples.count * 3 / 100 {
      random = (random * 1_103_515_245 + 12_345) % 2_147_483_648
      page.samples[random / 64 % page.samples.count] = 0
    }
    let input = graymap(page)
    #expect(try run(input: input).messages.isEmpty)
  }

  // MARK: Pictures

  @Test func picturesKeepTheirTonesUnlessTheyAreNotWanted() throws {
    let input = try fixturePage("noisy/almanac.png")
    let usual = try decodedGray(run("--verbose", input: input).output)
    #expect(try run("--verbose", input: input).messages.contains("pictures found on "))
    let without = try run("--no-pictures", "--always-clean", "--verbose", input: input)
    #expect(without.status == 0 && !without.messages.contains("pictures found"))
    #expect(try decodedGray(without.output) != usual)
    let letter = try fixturePage("noisy/letter.png")
    #expect(try run("--no-pictures", input: letter).output == run(input: letter).output)
  }

  @Test(
    arguments: [
      ("pictures: {keep: some}", "5:22: 'keep' of stage 'pictures' must be true or false, not 'some'"),
      ("denoise: {model: default, strength: 1.5}", "5:41: 'strength' of stage 'denoise' must be from 0 to 1, not 1.5"),
      ("denoise: {strength: half}", "5:25: 'strength' of stage 'denoise' must be a number, not 'half'"),
      ("guard: {largestLoss: -1}", "5:26: 'largestLoss' of stage 'guard' must be from 0 to 1, not -1.0"),
      ("guard: {loss: 1}", "5:13: stage 'guard' has no key 'loss'"),
    ]) func badValuesAreNamedWithTheirLine(stage: String, message: String) throws
  {
    try folder.write(
      "my.yaml", Array("stages:\n  - decode\n  - normalise\n  - tile\n  - \(stage)\n  - stitch\n  - encode\n".utf8))
    let outcome = try run("run", "my.yaml", input: graymap())
    #expect(outcome.status == 64 && outcome.output.isEmpty)
    #expect(outcome.messages.contains(message), "\(outcome.messages)")
  }

  @Test func badOptionsAreNamed() throws {
    let strength = try run("--strength", "2", input: graymap())
    #expect(strength.status == 64)
    #expect(strength.messages == "cleanpage: --strength: 'strength' of stage 'denoise' must be from 0 to 1, not 2.0\n")
    #expect(try run("--strength", "much", input: graymap()).status == 64)
    try folder.write("my.yaml", Array("stages: [decode, normalise: {keepColour: some}, encode]\n".utf8))
    let colour = try run("run", "my.yaml", input: graymap())
    #expect(colour.messages.contains("'keepColour' of stage 'normalise' must be true or false, not 'some'"))
    for option in ["--gray", "--bilevel"] {
      let both = try run("--keep-colour", option, input: graymap())
      #expect(both.status == 64 && both.messages.contains("--keep-colour and \(option) exclude each other"))
    }
  }

  // MARK: Negatives

  @Test func aNegativeIsCleanedAsItsPositiveAndStaysOne() throws {
    let letter = try decodedGray(fixturePage("noisy/letter.png"))
    let positive = try decodedGray(run(input: graymap(letter)).output)
    let negative = try run("--verbose", input: graymap(letter.inverted))
    #expect(negative.messages.contains("taken for a negative"))
    let pixels = try zip(decodedGray(negative.output).samples, positive.inverted.samples)
    #expect(pixels.allSatisfy { abs(Int($0) - Int($1)) <= 257 })
    try folder.write("negative.pgm", graymap(letter.inverted))
    try folder.write("clean/negative.pgm", graymap(letter.inverted))
    let measured = try run("negative.pgm", "-o", "out.pgm", "--reference", "clean", "--metrics", "errors.csv")
    #expect(measured.status == 0)
    // The page before cleaning is its own reference.
    let errors = try #require(folder.read("errors.csv")).split(separator: UInt8(ascii: "\n"))
    let fields = errors.map { String(decoding: $0, as: UTF8.self).split(separator: ",") }
    let input = try #require(fields.first?.firstIndex(of: "rmse_input"))
    #expect(Double(fields[1][input]) == 0)
  }

  @Test func aNegativeKeepsItsColoursWhereAsked() throws {
    let letter = try decodedGray(fixturePage("noisy/letter.png"))
    // Ink in blue; the negative's is yellow.
    let positive = letter.samples.flatMap { [UInt8($0 >> 8), UInt8($0 >> 8), UInt8(max($0, 30_000) >> 8)] }
    let header = Array("P6 \(letter.width) \(letter.height) 255\n".utf8)
    let usual = try run("--keep-colour", "--format", "pnm", input: header + positive).output.suffix(positive.count)
    let negative = try run("--keep-colour", "--format", "pnm", input: header + positive.map { 255 - $0 }).output
      .suffix(positive.count)
    #expect(!zip(usual, usual.dropFirst(2)).allSatisfy { abs(Int($0) - Int($1)) < 40 })
    #expect(zip(usual, negative).count { abs(Int($0) + Int($1) - 255) > 8 } < positive.count / 100)
  }

  @Test func aNegativeIsReadAsItsPositive() throws {
    let page = try decodedGray(fixturePage("print/paragraphs.png")).inverted
    let input = graymap(page)
    let text = try run("ocr", input: fixturePage("print/paragraphs.png")).output
    #expect(try !text.isEmpty && run("ocr", input: input).output == text)
  }

  // MARK: Borders

  @Test func darkBordersBecomePaperUnlessTheyAreToStay() throws {
    var page = try decodedGray(fixturePage("noisy/letter.png"))
    for y in 0..<page.height { for x in 0..<10 { page.samples[y * page.width + x] = 4_000 } }
    let input = graymap(page)
    let usual = try decodedGray(run("--format", "png", input: input).output)
    #expect((0..<page.height).allSatisfy { usual.samples[$0 * page.width + 4] == .max })
    let kept = try decodedGray(run("--keep-borders", "--format", "png", input: input).output)
    #expect(!(0..<page.height).allSatisfy { kept.samples[$0 * page.width + 4] == .max })
  }

  // MARK: Pages that pass through

  @Test func aPageThatWouldLoseItsInkPassesThroughWithAWarning() throws {
    try writeWhitening("white.safetensors")
    let input = try fixturePage("noisy/ledger.png")
    let outcome = try run("--model", "white.safetensors", input: input)
    #expect(outcome.status == 0)
    #expect(try decodedGray(outcome.output) == decodedGray(input))
    #expect(
      outcome.messages
        == "cleanpage: standard input: passed through uncleaned, as cleaning would take 100 % of its ink; to clean it "
        + "all the same, use --always-clean, or set guard.largestLoss to 1\n")
    #expect(try run("--model", "white.safetensors", "--quiet", input: input).messages.isEmpty)
    let cleaned = try run("--model", "white.safetensors", "--always-clean", input: input)
    #expect(cleaned.messages.isEmpty)
    #expect(try decodedGray(cleaned.output).samples.allSatisfy { $0 == .max })
  }

  @Test func pagesThatPassThroughAreCountedAndNoFailure() throws {
    try writeWhitening("white.safetensors")
    try folder.write("in/a.png", fixturePage("noisy/ledger.png"))
    try folder.write("in/b.pgm", graymap(width: 60, height: 40, value: 250))
    let outcome = try run("in", "-o", "out", "--model", "white.safetensors", "--verbose")
    #expect(outcome.status == 0)
    let lines = outcome.messages.split(separator: "\n")
    #expect(lines.contains { $0.hasPrefix("cleanpage: in/a.png: passed through uncleaned") })
    #expect(lines.contains("cleanpage: in/b.pgm: cleaning took 0 % of its ink"))
    #expect(lines.last?.hasPrefix("cleanpage: 2 pages of 2 documents in ") == true)
    #expect(lines.last?.hasSuffix(", 1 passed through uncleaned") == true)
  }

  // MARK: Blank and clean pages

  @Test(arguments: [255, 250, 236, 200] as [UInt8]) func aBlankPageStaysBlank(value: UInt8) throws {
    let result = try decodedGray(run(input: graymap(width: 420, height: 300, value: value)).output)
    #expect(result.samples.allSatisfy { $0 >= 245 * 257 })
  }

  @Test(arguments: [(1, 1), (3, 2000), (2000, 3), (300, 200)])
  func aBlackPageStaysBlack(width: Int, height: Int) throws {
    let outcome = try run(input: graymap(width: width, height: height, value: 0))
    #expect(outcome.status == 0)
    let result = try decodedGray(outcome.output)
    #expect(result.width == width && result.height == height && result.samples.allSatisfy { $0 <= 25 * 257 })
  }

  @Test(arguments: ["letter", "ledger", "almanac"], ["1", "0.4"])
  func aCleanPageStaysAsItIs(name: String, strength: String) throws {
    let input = try fixturePage("clean/\(name).png")
    let outcome = try run("--strength", strength, input: input)
    #expect(outcome.messages.isEmpty)
    #expect(try decodedGray(outcome.output) == decodedGray(input))
  }

  /// Measured with the shipped model: 0.0091 and 0.0255 for the letter, 0.0048 and 0.0137 for the ledger.
  @Test(arguments: ["letter", "ledger"]) func aCleanPageThatIsCleanedAllTheSameChangesLittle(name: String) throws {
    let input = try fixturePage("clean/\(name).png")
    let outcome = try run("--always-clean", input: input)
    let differences = try zip(decodedGray(input).samples, decodedGray(outcome.output).samples).map {
      abs(Double($0) - Double($1)) / 65_535
    }
    let count = Double(differences.count)
    #expect((0.001..<0.015).contains(differences.reduce(0, +) / count))
    #expect(Double(differences.count { $0 > 0.1 }) / count < 0.04)
  }

  @Test func aSpeckOnACleanPageGoes() throws {
    var page = try decodedGray(fixturePage("clean/letter.png"))
    let clean = page
    for y in 12..<16 { for x in 100..<104 { page.samples[y * page.width + x] = 40_000 } }
    let input = graymap(page)
    let result = try decodedGray(run("--format", "png", input: input).output)
    #expect(result.samples[14 * page.width + 102] > 60_000)
    #expect(result != clean)
  }

  // MARK: Colours

  /// The clean letter in blue ink on yellowed paper, and a red stamp, in some format.
  private func letterInColour(_ format: ImageFormat = .png) throws -> (bytes: [UInt8], raster: Raster) {
    let ink = try decodedGray(fixturePage("clean/letter.png"))
    let samples = ink.samples.indices.flatMap { place -> [UInt8] in
      let light = Double(ink.samples[place]) / 65_535
      let (x, y) = (place % ink.width, place / ink.width)
      let isStamped = (380..<388).contains(y) && (60..<200).contains(x)
      let colour = isStamped ? [0.8, 0.15, 0.15] : [0.1 + 0.9 * light, 0.15 + 0.85 * light, 0.45 + 0.55 * light]
      return zip(colour, [0.93, 0.89, 0.78]).map { UInt8($0 * $1 * 255 + 0.5) }
    }
    let raster = Raster(width: ink.width, height: ink.height, colorModel: .rgb, samples: .bits8(samples))
    let writer = try ImageWriter(format: format, options: EncodingOptions(jpegQuality: 98))
    let colours = try #require(RGBImage(raster))
    let resolution = Resolution(horizontal: 300, vertical: 300, unit: .perInch)
    try writer.append(RecolouredImage(colours, luma: GrayImage(raster)), resolution: resolution)
    return (try writer.finish(), raster)
  }

  private func samples(_ raster: Raster) -> [UInt8] {
    if case .bits8(let values) = raster.samples { values } else { [] }
  }

  @Test(arguments: ImageFormat.allCases) func aPageKeepsItsColoursAndItsFormat(format: ImageFormat) throws {
    let input = try letterInColour(format)
    let outcome = try run("--keep-colour", input: input.bytes)
    #expect(outcome.status == 0 && outcome.messages.isEmpty)
    let result = try decodedPage(outcome.output)
    #expect(result.format == format && result.raster.colorModel == .rgb)
    #expect(result.raster.width == input.raster.width && result.raster.height == input.raster.height)
    if format != .pnm {
      let resolution = try #require(result.resolution)
      #expect(abs(resolution.horizontal * (resolution.unit == .perMetre ? 0.0254 : 1) - 300) < 0.01)
    }
    let (before, after) = (samples(input.raster), samples(result.raster))
    let tolerance = format == .jpeg ? 12 : 1
    var (white, blue, ink) = (0, 0, 0)
    for place in 0..<after.count / 3 {
      let (r, g, b) = (Int(after[3 * place]), Int(after[3 * place + 1]), Int(after[3 * place + 2]))
      if before[3 * place] > 230, min(r, g, b) >= 255 - tolerance { white += 1 }
      if before[3 * place] < 60 {
        ink += 1
        if b > r + 15 { blue += 1 }
      }
    }
    // The paper has lost its tint, the ink has kept its hue.
    #expect(Double(white) > 0.7 * Double(after.count / 3))
    #expect(ink > 5000 && Double(blue) > 0.95 * Double(ink))
    let stamp = (384 * input.raster.width + 130) * 3
    #expect(Int(after[stamp]) > Int(after[stamp + 1]) + 60)
    // Cleaned in colour as in gray, where the colour is not so vivid that it stays.
    let plain = try decodedGray(run(input: input.bytes).output)
    let luma = GrayImage(result.raster)
    let same = zip(plain.samples, luma.samples).count { abs(Int($0) - Int($1)) <= 257 * (tolerance + 1) }
    #expect(Double(same) > 0.97 * Double(luma.samples.count))
  }

  @Test func withoutTheOptionAPageInColourBecomesGray() throws {
    #expect(try decodedPage(run(input: letterInColour().bytes).output).raster.colorModel == .gray)
  }

  @Test func aGrayPageStaysGray() throws {
    let input = try fixturePage("noisy/ledger.png")
    #expect(try run("--keep-colour", input: input).output == run(input: input).output)
    let raster = try decodedPage(input).raster
    let same = samples(raster).flatMap { [$0, $0, $0] }
    let header = Array("P6\n\(raster.width) \(raster.height)\n255\n".utf8)
    let result = try decodedPage(run("--keep-colour", "--format", "png", input: header + same).output)
    #expect(result.raster.colorModel == .gray)
  }

  @Test func aPageInColourPassesThroughAsItCame() throws {
    try writeWhitening("white.safetensors")
    let input = try letterInColour()
    for options in [["--model", "white.safetensors"], ["--strength", "0"]] {
      let outcome = try Command.run(["--keep-colour"] + options, input: input.bytes, in: folder)
      #expect(try decodedPage(outcome.output).raster == input.raster)
    }
  }

  @Test func coloursDoNotDependOnWorkersOrTiles() throws {
    let input = try letterInColour(.pnm).bytes
    let usual = try run("--keep-colour", input: input).output
    let tiled = try run("--keep-colour", "--jobs", "3", "--tile-size", "64", input: input).output
    #expect(usual.count == tiled.count)
    // Sums ordered otherwise can fall on the two sides of a rounding.
    #expect(zip(usual, tiled).allSatisfy { abs(Int($0) - Int($1)) <= 1 })
  }
}
