import NeuralNetwork
import Randomness

/// Images of characters with what they show, for training and validation.
///
/// It is read from several threads at once.
public protocol CharacterSource: Sendable {
  /// The shape of every image.
  var shape: FeatureShape { get }
  /// What the classes are called, in their order.
  var characters: [String] { get }
  /// The class of every image, an index of ``characters`` each.
  var labels: [Int] { get }
  /// A hash of all images and labels, so that a run is not continued on other data.
  var fingerprint: String { get }

  /// Writes an image as it is.
  ///
  /// - Parameters:
  ///   - index: Which, an index of ``labels``.
  ///   - place: ``shape`` of values from 0 to 1, all of which are written.
  func read(_ index: Int, into place: UnsafeMutableBufferPointer<Float>)

  /// Writes an image as it might have been written as well, changed at random.
  ///
  /// - Parameters:
  ///   - index: Which, an index of ``labels``.
  ///   - random: What all changes are drawn from.
  ///   - place: ``shape`` of values from 0 to 1, all of which are written.
  /// - Returns: The class of what was written.
  func draw(_ index: Int, _ random: inout SeededRandom, into place: UnsafeMutableBufferPointer<Float>) -> Int
}

extension CharacterSource {
  /// How many images there are.
  public var count: Int { labels.count }
}
