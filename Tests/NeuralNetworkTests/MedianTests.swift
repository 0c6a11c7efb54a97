import Testing

@testable import NeuralNetwork

@Suite struct MedianTests {
  @Test(arguments: [([], 0), ([3], 3), ([5, 1], 3), ([9, 1, 2], 2), ([4, 100, 1, 2], 3)] as [([Double], Double)])
  func theMiddleOfTheOrder(values: [Double], middle: Double) { #expect(median(of: values) == middle) }
}
