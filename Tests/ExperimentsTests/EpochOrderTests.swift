import Testing

@testable import Experiments

@Suite struct EpochOrderTests {
  private let examples = Array(stride(from: 3, to: 60, by: 2))

  @Test(arguments: [1, 7, 29, 40]) func everyExampleComesOnceAnEpoch(batch: Int) {
    let order = EpochOrder(examples, batch: batch, seed: 1, epoch: 0)
    let steps = (0..<EpochOrder.steps(examples.count, batch: batch)).map { Array(order.examples(ofStep: $0)) }
    #expect(steps.flatMap { $0 }.sorted() == examples)
    #expect(steps.dropLast().allSatisfy { $0.count == batch } && steps.last.map { !$0.isEmpty } == true)
  }

  @Test func theOrderFollowsFromSeedAndEpoch() {
    func order(_ seed: UInt64, _ epoch: Int) -> [Int] {
      EpochOrder(examples, batch: 4, seed: seed, epoch: epoch).examples
    }
    #expect(order(1, 0) == order(1, 0))
    #expect(order(1, 0) != order(1, 1) && order(1, 0) != order(2, 0) && order(1, 0) != examples)
  }
}
