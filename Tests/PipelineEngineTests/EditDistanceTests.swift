import Testing

@testable import PipelineEngine

@Suite struct EditDistanceTests {
  /// The table of distances, a row at a time.
  private func plainDistance(_ first: [Int], _ second: [Int]) -> Int {
    var row = Array(0...second.count)
    for (i, symbol) in first.enumerated() {
      var diagonal = row[0]
      row[0] = i + 1
      for (j, other) in second.enumerated() {
        let best = min(diagonal + (symbol == other ? 0 : 1), row[j] + 1, row[j + 1] + 1)
        diagonal = row[j + 1]
        row[j + 1] = best
      }
    }
    return row[second.count]
  }

  /// Numbers that are the same in every run.
  private struct Numbers: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return state ^ state >> 29
    }
  }

  @Test(arguments: [0, 1, 2, 5, 63, 64, 65, 127, 128, 129, 200, 321])
  func agreesWithTheTableOfDistances(length: Int) {
    var numbers = Numbers(state: UInt64(length) + 1)
    for symbols in [1, 2, 4, 30] {
      for other in [0, 1, length / 2, max(0, length - 1), length, length + 1, length * 2] {
        let first = (0..<length).map { _ in Int.random(in: 0..<symbols, using: &numbers) }
        let random = (0..<other).map { _ in Int.random(in: 0..<symbols + 1, using: &numbers) }
        // A text with a few mistakes, as readings are.
        var near = first
        for _ in 0..<length / 9 { near[Int.random(in: 0..<near.count, using: &numbers)] = 99 }
        near = Array(near.dropFirst(length / 20).prefix(other))
        for second in [random, near] {
          #expect(editDistance(first, second) == plainDistance(first, second))
        }
      }
    }
  }

  @Test(arguments: [
    ("kitten", "sitting", 3), ("", "", 0), ("", "abc", 3), ("abc", "", 3), ("abc", "abc", 0), ("ab", "ba", 2),
  ])
  func knownDistances(first: String, second: String, distance: Int) {
    #expect(editDistance(first, second) == distance)
    #expect(editDistance(second, first) == distance)
  }

  @Test func longPagesTakeWellUnderASecond() {
    var numbers = Numbers(state: 3)
    let first = (0..<10_000).map { _ in Int.random(in: 0..<60, using: &numbers) }
    let second = (0..<10_000).map { _ in Int.random(in: 0..<60, using: &numbers) }
    let time = ContinuousClock().measure { _ = editDistance(first, second) }
    #expect(time < .seconds(0.5))
  }

  @Test func errorsCountCharactersAndWordsWithBlanksAsOne() {
    let errors = PageTextErrors(page: "a", reading: "  the quikc\tbrown\n\nfox ", truth: "the quick\nbrown fox jumps")
    #expect(errors.words == TextErrors(edits: 2, length: 5))
    #expect(errors.characters == TextErrors(edits: 8, length: 25))
    #expect(errors.cells == ["a", "25", "8", "0.320000", "5", "2", "0.400000"])
    #expect(PageTextErrors(page: "a", reading: " \n", truth: "").characters.rate == 0)
    #expect(PageTextErrors(page: "a", reading: "x", truth: "\u{C}").characters.rate == 1)
    #expect(PageTextErrors(page: "a", reading: "e", truth: "é").characters == TextErrors(edits: 1, length: 1))
  }
}
