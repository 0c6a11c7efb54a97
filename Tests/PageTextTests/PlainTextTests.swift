import PageText
import Testing

@Suite struct PlainTextTests {
  @Test func paragraphsAndBlocksAreAnEmptyLineApartAndPagesAFormFeed() {
    let first = samplePage([[["one two", "three"], ["four"]], [["five"]]])
    #expect(written([first], as: .txt) == "one two\nthree\n\nfour\n\nfive\n")
    let second = samplePage([[["six"]]])
    #expect(written([first, second], as: .txt) == "one two\nthree\n\nfour\n\nfive\n\u{C}six\n")
    #expect(written([samplePage([]), second, samplePage([])], as: .txt) == "\u{C}six\n\u{C}")
  }

  @Test(arguments: [
    (["an exam-", "ple of it"], "an example\nof it\n"),
    (["an exam-", "ple", "of it"], "an example\nof it\n"),
    (["un-", "der-", "stand"], "understand\n"),
    (["soft\u{AD}", "en it", "hy\u{2010}", "phen"], "soften\nit\nhyphen\n"),
    (["Anglo-", "Saxon"], "Anglo-\nSaxon\n"),
    (["a dash -", "and more"], "a dash -\nand more\n"),
    (["two--", "dashes"], "two--\ndashes\n"),
    (["1914-", "in full"], "1914-\nin full\n"),
    (["at the end-"], "at the end-\n"),
  ])
  func wordsDividedAtLineEndsAreJoined(lines: [String], joined: String) {
    let page = samplePage([[lines]])
    #expect(written([page], as: .txt, joinsHyphens: true) == joined)
    #expect(written([page], as: .txt) == lines.joined(separator: "\n") + "\n")
  }

  @Test func wordsAreNotJoinedOverParagraphs() {
    let page = samplePage([[["exam-"], ["ple"]]])
    #expect(written([page], as: .txt, joinsHyphens: true) == "exam-\n\nple\n")
  }

  @Test func controlsInTheTextEndNeitherLinesNorPages() {
    let text = written([awkwardPage], as: .txt)
    #expect(text.split(separator: "\n", omittingEmptySubsequences: false).count == 5)
    #expect(!text.unicodeScalars.contains { $0 != "\n" && $0.properties.generalCategory == .control })
    #expect(text.contains("a\u{FFFD}b"))
  }
}
