import Foundation
import ImageFiles
import Imaging
import Testing

@testable import Synthesis

/// Pages follow from their numbers, and the truth says what is on them.
@Suite struct PageTests {
  let sample: SampleMaterial

  init() throws { sample = try SampleMaterial() }

  private func run(_ pages: Range<Int>, jobs: Int, to name: String, replacing: Bool = false) throws -> [String: [UInt8]]
  {
    var job = SynthesisJob(
      settings: sample.settings(), material: sample.material, pages: pages, output: sample.folder.path + "/" + name)
    job.jobs = jobs
    job.replaces = replacing
    try job.run()
    let files = sample.folder.files.filter { $0.hasPrefix(name + "/") }
    return Dictionary(
      uniqueKeysWithValues: files.map { (String($0.dropFirst(name.count + 1)), sample.folder.read($0) ?? []) })
  }

  @Test func theSamePagesComeWhateverTheThreadsAndTheCount() throws {
    let alone = try run(0..<24, jobs: 1, to: "alone")
    let together = try run(0..<24, jobs: 3, to: "together")
    #expect(alone.count == 48 && alone["00023.json"] != nil)
    #expect(alone == together)
    let one = try run(17..<18, jobs: 1, to: "one")
    #expect(Set(one.keys) == ["00017.png", "00017.json"])
    #expect(one.allSatisfy { alone[$0.key] == $0.value })
  }

  @Test func anotherSeedMakesOtherPages() throws {
    let first = try sample.synthesiser([.text], seed: 1).page(0)
    let second = try sample.synthesiser([.text], seed: 2).page(0)
    #expect(first.image != second.image)
  }

  @Test func pagesAreWrittenWithTheirResolutionAndNotOverOthers() throws {
    let files = try run(3..<4, jobs: 1, to: "out")
    let png = try #require(files["00003.png"])
    let page = try #require(try ImageReader(bytes: png, name: "page").nextPage())
    let truth = try JSONDecoder().decode(PageTruth.self, from: Data(try #require(files["00003.json"])))
    let resolution = try #require(page.resolution)
    #expect(abs(resolution.horizontal * 0.0254 - truth.dpi) < 0.02)
    #expect((75...300).contains(truth.dpi))
    #expect(page.raster.width == truth.width && page.raster.height == truth.height)
    #expect(throws: (any Error).self) { try run(2..<5, jobs: 1, to: "out") }
    #expect(sample.folder.read("out/00002.png") == nil)
    #expect(try run(3..<4, jobs: 1, to: "out", replacing: true) == files)
  }

  @Test(arguments: PageKind.allCases) func everyKindIsMadeAndItsTruthRoundTrips(kind: PageKind) throws {
    let synthesiser = sample.synthesiser([kind])
    for number in 0..<6 {
      let truth = try synthesiser.page(number).truth
      #expect(truth.kind == kind && truth.page == number)
      let encoded = try JSONEncoder().encode(truth)
      #expect(try JSONDecoder().decode(PageTruth.self, from: encoded) == truth)
    }
  }

  @Test(arguments: PageKind.allCases) func boxesLieInThePageAndInEachOther(kind: PageKind) throws {
    let synthesiser = sample.synthesiser([kind])
    for number in 0..<12 {
      let truth = try synthesiser.page(number).truth
      let page = PixelBox(x: 0, y: 0, width: truth.width, height: truth.height)
      for region in truth.regions { #expect(page.contains(region.box)) }
      for line in truth.lines {
        #expect(truth.regions[line.region].box.contains(line.box))
        for word in line.words {
          #expect(line.box.contains(word.box))
          for character in word.characters { #expect(word.box.contains(character.box)) }
        }
      }
    }
  }

  /// Where nothing else is drawn over or under the characters, ink reaches every side of their boxes.
  @Test func characterBoxesAreTight() throws {
    let synthesiser = sample.synthesiser([.text])
    var count = 0
    for number in 0..<30 {
      let page = try synthesiser.page(number)
      for line in page.truth.lines where line.paper == 1 && page.truth.regions[line.region].kind == .paragraph {
        let least = (1 - line.ink) / 8 - 0.02
        for character in line.words.flatMap(\.characters) {
          for side in character.box.sides {
            #expect(page.image.darkest(in: side) >= least, "page \(number), '\(character.text)' \(character.box)")
          }
          count += 1
        }
      }
    }
    #expect(count > 1000)
  }

  @Test func textsAreWhatTheirPartsSpell() throws {
    let synthesiser = sample.synthesiser()
    let known = Set(SampleMaterial.text.split(whereSeparator: \.isWhitespace).map { $0.filter { $0 != "#" } })
    var count = 0
    for number in 0..<40 {
      let truth = try synthesiser.page(number).truth
      for line in truth.lines {
        #expect(line.text == line.words.map(\.text).joined(separator: " "))
        for word in line.words {
          #expect(word.text == word.characters.map(\.text).joined())
          #expect(!word.text.contains("#"), "the typeface has no such character")
        }
        guard truth.regions[line.region].kind == .paragraph else { continue }
        // Words that are wider than a column are cut, and the page's edge takes characters away.
        for word in line.words where word.cut == nil && known.contains(word.text) { count += 1 }
      }
    }
    #expect(count > 200)
  }

  /// What stands at a page's foot is drawn first and read last.
  @Test func theFootIsReadAfterTheText() throws {
    let synthesiser = sample.synthesiser([.text])
    var feet = 0
    for number in 0..<80 {
      let truth = try synthesiser.page(number).truth
      let text = truth.lines.indices.filter { truth.regions[truth.lines[$0].region].kind == .paragraph }
      guard let first = text.first, let last = text.last, truth.rotation == 0 else { continue }
      let end = text.map { truth.lines[$0].y + truth.lines[$0].height }.max() ?? 0
      for (place, line) in truth.lines.enumerated() where truth.regions[line.region].kind == .pageNumber {
        feet += line.y >= end ? 1 : 0
        #expect(line.y >= end ? place > last : place < first, "page \(number)")
      }
    }
    #expect(feet > 0)
  }

  @Test func regionsAreReadInTheirTurn() {
    let recorder = TruthRecorder()
    for (text, turn) in [("9", .foot), ("b", .beside), ("t", .text), ("c", .beside), ("u", .text)]
      as [(Character, TruthRecorder.ReadingTurn)]
    {
      let ink = Canvas.Ink(box: PixelBox(x: 1, y: 1, width: 4, height: 6), isCut: false)
      recorder.add(
        [.init(font: "f", characters: [.init(text: text, ink: ink)])],
        style: .init(font: "f", ink: 0, paper: 1, xHeight: 6), baseline: .init(x1: 1, y1: 7, x2: 5, y2: 7),
        to: recorder.open(turn == .text ? .paragraph : .marginalNote, turn: turn))
    }
    let (regions, lines) = recorder.finish()
    #expect(lines.map(\.text) == ["t", "u", "b", "c", "9"] && lines.map(\.region) == [0, 1, 2, 3, 4])
    #expect(regions.map(\.kind) == [.paragraph, .paragraph, .marginalNote, .marginalNote, .marginalNote])
  }

  @Test func whatThePageCutsIsMarked() throws {
    var cut = 0
    for number in 0..<40 {
      let truth = try sample.synthesiser([.text]).page(number).truth
      for word in truth.lines.flatMap(\.words) {
        #expect((word.cut == true) || word.characters.allSatisfy { $0.cut == nil })
        for character in word.characters where character.cut == true {
          cut += 1
          let (box, page) = (character.box, PixelBox(x: 0, y: 0, width: truth.width, height: truth.height))
          let isAtEdge =
            box.x == 0 || box.y == 0 || box.maxX == page.width || box.maxY == page.height
          #expect(isAtEdge)
        }
      }
    }
    #expect(cut > 0)
  }

  @Test func blankPagesHaveNoWords() throws {
    let synthesiser = sample.synthesiser([.blank])
    var empty = 0
    for number in 0..<40 {
      let page = try synthesiser.page(number)
      let isWhite = page.image.samples.allSatisfy { $0 == GrayImage.white }
      #expect(isWhite == page.truth.regions.isEmpty)
      #expect(page.truth.lines.allSatisfy { $0.text.allSatisfy(\.isNumber) } && page.truth.regions.count <= 1)
      if isWhite {
        empty += 1
        #expect(page.truth.lines.isEmpty && page.truth.fonts.isEmpty)
      }
    }
    #expect(empty > 15 && empty < 40)
  }

  /// Words that the fonts have no characters for leave no marks, and do not keep the layouts waiting for them.
  @Test(.timeLimit(.minutes(1)), arguments: PageKind.allCases) func wordsWithoutCharactersAreLeftOut(kind: PageKind)
    throws
  {
    var material = sample.material
    material.corpus = try Corpus("### #### #####\n\n## # ###", name: "signs")
    let synthesiser = PageSynthesiser(sample.settings([kind]), material: material)
    for number in 0..<6 {
      #expect(try synthesiser.page(number).truth.lines.allSatisfy { !$0.text.contains("#") })
    }
  }

  @Test func sharesAddUpToOne() {
    #expect(abs(PageKind.allCases.reduce(0) { $0 + $1.share } - 1) < 1e-9)
  }

  @Test func handwritingIsInTheTruth() throws {
    let truth = try sample.synthesiser([.notes]).page(1).truth
    #expect(truth.fonts == ["images.idx"])
    #expect(truth.lines.contains { $0.text.count > 4 })
    #expect(truth.regions.contains { $0.kind == .handwriting })
  }
}
