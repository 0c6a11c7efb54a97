import IDXFiles
import NeuralNetwork
import Randomness

/// Characters from a pair of IDX files: white ink on black, a channel.
public struct LabelledCharacters: CharacterSource {
  /// The label of images that are left out, because it is not known what they show.
  public static let unknownLabel = UInt8.max

  /// The shape of every image.
  public let shape: FeatureShape
  /// What the classes are called, in their order.
  public let characters: [String]
  /// The class of every image that is not left out.
  public let labels: [Int]
  private let images: LabelledImages
  /// Where the images that are not left out stand in the file.
  private let places: [Int]
  private let distortion: CharacterDistortion

  /// Reads two IDX files, compressed by gzip or not.
  ///
  /// - Parameters:
  ///   - imagePath: `[count, height, width]`.
  ///   - labelPath: `[count]`: indices of `characters`; images of ``unknownLabel`` are left out.
  ///   - characters: What the classes are called.
  ///   - areTransposed: Whether rows and columns are exchanged, as in EMNIST's own files.
  ///   - distortion: What images are changed by when they are drawn.
  /// - Throws: `IDXFileError` or `FileError` for files that cannot be read, ``CharacterDataError`` for a label that no
  ///   class has.
  public init(
    images imagePath: String, labels labelPath: String, characters: [String], areTransposed: Bool = false,
    distortion: CharacterDistortion = CharacterDistortion()
  ) throws {
    images = try LabelledImages(images: imagePath, labels: labelPath, areTransposed: areTransposed)
    for (index, label) in images.labels.enumerated() where label != Self.unknownLabel && label >= characters.count {
      throw CharacterDataError(
        "\(labelPath): label \(label) of image \(index + 1) is no class; there are \(characters.count), from 0")
    }
    places = images.labels.indices.filter { [labels = images.labels] in labels[$0] != Self.unknownLabel }
    guard !places.isEmpty else { throw CharacterDataError("\(labelPath): has no label of a class") }
    labels = places.map { [labels = images.labels] in Int(labels[$0]) }
    shape = FeatureShape(height: images.height, width: images.width, channels: 1)
    self.characters = characters
    self.distortion = distortion
  }

  /// Writes an image as it is.
  public func read(_ index: Int, into place: UnsafeMutableBufferPointer<Float>) {
    let start = places[index] * shape.pixels
    images.pixels.withUnsafeBufferPointer { pixels in
      for pixel in 0..<shape.pixels { place[pixel] = Float(pixels[start + pixel]) * (1 / 255) }
    }
  }

  /// Writes an image distorted.
  public func draw(
    _ index: Int, _ random: inout SeededRandom, into place: UnsafeMutableBufferPointer<Float>
  ) -> Int {
    read(index, into: place)
    distortion.apply(to: place, shape: shape, &random)
    return labels[index]
  }

  /// A hash of all pixels and labels.
  public var fingerprint: String {
    var hash = FNV1a()
    hash.combine(contentsOf: [shape.width, shape.height, labels.count])
    for bytes in [images.pixels, images.labels] { hash.combine(contentsOf: bytes) }
    return hash.text
  }
}
