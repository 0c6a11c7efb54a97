import NeuralNetwork
import Randomness
import TextRecognition

/// Images from IDX files, whose classes are to be told or which are to be reconstructed.
struct ImageExamples: ExampleSource {
  /// What a network is to make of an image.
  enum Task: Sendable {
    /// Its class, as a probability for each.
    case classification
    /// The image without the noise that is added to it.
    case reconstruction(noise: Double, seed: UInt64)
  }

  private let images: LabelledCharacters
  private let task: Task
  private let channels: Int
  /// What the noise of these images is drawn from beside the seed and the image's number.
  private let stream: UInt64

  /// Makes examples of images.
  ///
  /// - Parameters:
  ///   - channels: How often an image is repeated as the input's channels.
  ///   - stream: Told apart by it are the noises of different files.
  init(_ images: LabelledCharacters, task: Task, channels: Int, stream: UInt64) {
    self.images = images
    self.task = task
    self.channels = channels
    self.stream = stream
  }

  var inputShape: FeatureShape {
    FeatureShape(height: images.shape.height, width: images.shape.width, channels: channels)
  }

  var targetShape: FeatureShape {
    switch task {
    case .classification: FeatureShape(height: 1, width: 1, channels: images.characters.count)
    case .reconstruction: images.shape
    }
  }

  var count: Int { images.count }
  var classes: [String] { if case .classification = task { images.characters } else { [] } }
  var labels: [Int] { images.labels }
  var fingerprint: String { images.fingerprint }

  func write(
    _ index: Int, draw: ExampleDraw?, input: UnsafeMutableBufferPointer<Float>,
    target: UnsafeMutableBufferPointer<Float>
  ) {
    let pixels = images.shape.pixels
    // The first channel's room is at the front while the image is made.
    let image = UnsafeMutableBufferPointer(rebasing: input[..<pixels])
    images.read(index, into: image)
    if let draw {
      var random = SeededRandom(draw.seed, UInt64(draw.epoch), UInt64(index), 0xA063)
      draw.distortion.apply(to: image, shape: images.shape, &random)
    }
    switch task {
    case .classification:
      target.update(repeating: 0)
      target[images.labels[index]] = 1
    case .reconstruction(let noise, let seed):
      _ = target.update(fromContentsOf: image)
      if noise > 0 { Self.add(noise, to: image, seed: seed, stream: stream, index: index) }
    }
    guard channels > 1 else { return }
    for pixel in (0..<pixels).reversed() {
      let value = input[pixel]
      for channel in 0..<channels { input[pixel * channels + channel] = value }
    }
  }

  /// Adds Gaussian noise, the same to an image at every time, and clips to [0, 1].
  private static func add(
    _ factor: Double, to image: UnsafeMutableBufferPointer<Float>, seed: UInt64, stream: UInt64, index: Int
  ) {
    var random = SeededRandom(seed, stream, UInt64(index), 0x9A55)
    for pixel in image.indices {
      image[pixel] = min(max(image[pixel] + Float(factor * random.normal()), 0), 1)
    }
  }
}
