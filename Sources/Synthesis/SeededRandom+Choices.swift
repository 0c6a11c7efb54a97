import Foundation
import Randomness

extension SeededRandom {
  /// Whether something of a probability happens.
  mutating func happens(_ probability: Double) -> Bool { uniform() < probability }

  /// A number whose logarithm is spread evenly over a range of positive numbers.
  mutating func logUniform(in range: ClosedRange<Double>) -> Double {
    exp(uniform(in: log(range.lowerBound)...log(range.upperBound)))
  }

  /// A whole number of a range.
  mutating func integer(in range: ClosedRange<Int>) -> Int { range.lowerBound + below(range.count) }

  /// One of several, each as likely.
  ///
  /// - Precondition: There is one.
  mutating func element<Elements: RandomAccessCollection>(of elements: Elements) -> Elements.Element {
    elements[elements.index(elements.startIndex, offsetBy: below(elements.count))]
  }

  /// One of several by weight; each as likely where all weights are zero.
  ///
  /// - Precondition: There is one.
  mutating func choice<Element>(of elements: [Element], weight: (Element) -> Double) -> Element {
    let weights = elements.map(weight)
    let total = weights.reduce(0, +)
    guard total > 0 else { return element(of: elements) }
    var rest = uniform() * total
    for (element, weight) in zip(elements, weights) where weight > 0 {
      rest -= weight
      if rest < 0 { return element }
    }
    return elements[weights.lastIndex { $0 > 0 } ?? elements.count - 1]
  }
}
