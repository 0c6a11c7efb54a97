import ModelLibrary
import Testing

@Suite struct FoldsTests {
  private let labels = (0..<103).map { $0 % 7 == 0 ? 0 : $0 % 3 }

  @Test(arguments: [2, 5, 10]) func partsAreDisjointAndComplete(count: Int) {
    let folds = Folds(labels: labels, count: count, seed: 3)
    #expect(folds.parts.count == count)
    #expect(folds.parts.flatMap { $0 }.sorted() == Array(0..<103))
    for part in 0..<count {
      #expect((folds.parts[part] + folds.others(than: part)).sorted() == Array(0..<103))
    }
  }

  @Test func partsHaveTheirShareOfEveryClass() {
    let folds = Folds(labels: labels, count: 5, seed: 3)
    for label in 0..<3 {
      let counts = folds.parts.map { part in part.count { labels[$0] == label } }
      #expect((counts.max() ?? 0) - (counts.min() ?? 0) <= 1)
    }
    let sizes = folds.parts.map(\.count)
    #expect((sizes.max() ?? 0) - (sizes.min() ?? 0) <= 1)
  }

  @Test func theSeedShufflesThem() {
    #expect(Folds(labels: labels, count: 5, seed: 3).parts == Folds(labels: labels, count: 5, seed: 3).parts)
    #expect(Folds(labels: labels, count: 5, seed: 3).parts != Folds(labels: labels, count: 5, seed: 4).parts)
    // Neighbours of one class do not stay together or apart by their order.
    let alike = Folds(labels: Array(repeating: 0, count: 100), count: 2, seed: 1)
    #expect((1..<50).contains(alike.parts[0].count { $0 < 50 }) && alike.parts[0] != Array(0..<50))
  }
}
