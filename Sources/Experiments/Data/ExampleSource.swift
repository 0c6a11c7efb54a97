import NeuralNetwork
import TextRecognition

/// Examples of what a network is given and what it should make of it.
///
/// It is read from several threads at once.
protocol ExampleSource: Sendable {
  /// The shape of what the network is given.
  var inputShape: FeatureShape { get }
  /// The shape of what it should make of it.
  var targetShape: FeatureShape { get }
  /// How many examples there are.
  var count: Int { get }
  /// The classes, in their order; empty where there are none.
  var classes: [String] { get }
  /// The class of every example; zeros where there are none.
  var labels: [Int] { get }
  /// A hash of all examples, so that a run is not continued on others.
  var fingerprint: String { get }

  /// Writes an example.
  ///
  /// - Parameters:
  ///   - draw: What random changes follow from; nil to write the example as it is.
  ///   - input: ``inputShape`` of values, all of which are written.
  ///   - target: ``targetShape`` of values, all of which are written.
  func write(
    _ index: Int, draw: ExampleDraw?, input: UnsafeMutableBufferPointer<Float>,
    target: UnsafeMutableBufferPointer<Float>)
}

/// What the random changes of an example follow from.
struct ExampleDraw: Sendable {
  let seed: UInt64
  let epoch: Int
  /// How images are changed.
  let distortion: CharacterDistortion
}
