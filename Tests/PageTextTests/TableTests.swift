import Foundation
import Imaging
import PageText
import Testing

/// The formats of a line a box and of a line a character.
@Suite struct TableTests {
  @Test func theTableHasTwelveColumnsEverywhereAndNumbersItsLevels() throws {
    let pages = [samplePage([[["one two", "three"], ["four"]], [["five"]]]), samplePage([]), awkwardPage]
    let lines = written(pages, as: .tsv).split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines.last == "")
    let rows = lines.dropLast().map { $0.split(separator: "\t", omittingEmptySubsequences: false) }
    #expect(rows.allSatisfy { $0.count == 12 })
    #expect(
      rows.first?.joined(separator: " ")
        == "level page_num block_num par_num line_num word_num left top width height conf text")
    let words = rows.dropFirst().filter { $0[0] == "5" }
    #expect(words.prefix(5).map { $0[11] } == ["one", "two", "three", "four", "five"])
    let numbers = words.prefix(5).map { $0[1...5].joined(separator: ".") }
    #expect(numbers == ["1.1.1.1.1", "1.1.1.1.2", "1.1.1.2.1", "1.1.2.1.1", "1.2.1.1.1"])
    #expect(words.allSatisfy { $0[10] == "75.000000" })
    let others = rows.dropFirst().filter { $0[0] != "5" }
    #expect(others.allSatisfy { $0[10] == "-1" && $0[11] == "" })
    #expect(others.filter { $0[0] == "1" }.map { $0[1] } == ["1", "2", "3"])
    #expect(rows.dropFirst().allSatisfy { row in row[2...5].drop { $0 != "0" }.allSatisfy { $0 == "0" } })
  }

  @Test func boxesOfTheTableLieInTheBoxesAround() throws {
    let rows = written([awkwardPage], as: .tsv).split(separator: "\n").dropFirst().map {
      $0.split(separator: "\t").prefix(10).compactMap { Int($0) }
    }
    var around: [Int: PixelBox] = [:]
    for row in rows {
      let box = PixelBox(x: row[6], y: row[7], width: row[8], height: row[9])
      around[row[0]] = box
      if let outer = around[row[0] - 1] { #expect(outer.union(box) == outer) }
    }
    #expect(around.count == 5)
  }

  private struct Row: Decodable, Equatable {
    struct Candidate: Decodable, Equatable {
      let text: String
      let probability: Double
    }
    let document: String
    let page: Int
    let block: Int
    let paragraph: Int
    let line: Int
    let word: Int
    let box: PixelBox
    let text: String
    let candidates: [Candidate]
  }

  @Test func everyCharacterIsAnObjectOnALineThatReadsBack() throws {
    let text = written([awkwardPage], as: .jsonl, document: "a \"quoted\"\\name\n.png")
    let lines = text.split(omittingEmptySubsequences: true) { $0.isNewline }
    let rows = try lines.map { try JSONDecoder().decode(Row.self, from: Data($0.utf8)) }
    let characters = awkwardPage.lines.flatMap { $0.words.flatMap(\.characters) }
    #expect(rows.map(\.text) == characters.map(\.text))
    #expect(rows.map(\.box) == characters.map(\.box))
    #expect(rows.allSatisfy { $0.document == "a \"quoted\"\\name\n.png" && $0.page == 1 && $0.block == 1 })
    #expect(rows.last?.paragraph == 2 && rows.last?.line == 1 && rows.last?.word == 3)
    #expect(rows[0].candidates.map(\.text) == ["A", "?"] && rows[0].candidates.map(\.probability) == [0.75, 0.2])
    #expect(written([samplePage([])], as: .jsonl).isEmpty)
  }

  @Test func probabilitiesOutOfRangeStayInIt() throws {
    let box = PixelBox(x: 1, y: 1, width: 5, height: 5)
    let probabilities = [1.0000001, .nan, -0.1, .infinity]
    let words = probabilities.map {
      TextWord(characters: [
        TextCharacter(box: box, text: "a", candidates: [TextCharacter.Candidate(text: "a", probability: $0)])
      ])
    }
    let line = TextLine(words: words, baseline: TextLine.Baseline(left: 5, right: 5), xHeight: 4)
    let page = PageText(
      width: 9, height: 9, blocks: [TextBlock(paragraphs: [TextParagraph(lines: [line])])])
    let rows = written([page], as: .tsv).split(separator: "\n").filter { $0.hasPrefix("5") }
    #expect(rows.map { $0.split(separator: "\t")[10] } == ["100.000000", "0.000000", "0.000000", "0.000000"])
    _ = try JSONSerialization.jsonObject(with: Data(written([page], as: .jsonl).split(separator: "\n")[1].utf8))
  }
}
