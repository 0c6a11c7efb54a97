import Randomness
import Imaging
import NeuralNetwork

/// Draws crops of page pairs for training; which ones follows from the seed, the step and the place in the batch alone.
struct CropSampler {
  /// How crops are varied.
  struct Augmentation: Sendable, Equatable, Codable {
    /// Mirror crops left to right and top to bottom, each half of the time.
    var flips = true
    /// Darken the noisy crop of every second sample by up to this share.
    var darkening = 0.1
  }

  let pairs: [PagePair]
  let extent: Int
  let augmentation: Augmentation
  let seed: UInt64

  /// Checks that every page is as large as a crop.
  init(pairs: [PagePair], extent: Int, augmentation: Augmentation, seed: UInt64) throws {
    for pair in pairs where pair.noisy.width < extent || pair.noisy.height < extent {
      throw TrainingDataError(
        "page '\(pair.stem)' has \(pair.noisy.width)×\(pair.noisy.height) pixels, fewer than a crop of \(extent)")
    }
    self.pairs = pairs
    self.extent = extent
    self.augmentation = augmentation
    self.seed = seed
  }

  /// Writes a batch.
  ///
  /// - Parameters:
  ///   - input: `[batch, extent, extent, 1]`, noisy, in [0, 1].
  ///   - target: `[batch, extent, extent, 1]`, clean.
  func fill(
    step: Int, input: UnsafeMutableBufferPointer<Float>, target: UnsafeMutableBufferPointer<Float>
  ) {
    let count = extent * extent
    for sample in 0..<input.count / count {
      var random = SeededRandom(seed, UInt64(step), UInt64(sample), 0xC409)
      let pair = pairs[random.below(pairs.count)]
      let x = random.below(pair.noisy.width - extent + 1)
      let y = random.below(pair.noisy.height - extent + 1)
      let mirrors = (random.below(2) == 1, random.below(2) == 1)
      let darkens = random.below(2) == 1
      let shade = Float(1 - random.uniform() * augmentation.darkening)
      let range = sample * count..<(sample + 1) * count
      let flips = augmentation.flips ? mirrors : (false, false)
      copy(pair.noisy, x: x, y: y, flips: flips, scale: darkens ? shade : 1, into: input, at: range.lowerBound)
      copy(pair.clean, x: x, y: y, flips: flips, scale: 1, into: target, at: range.lowerBound)
    }
  }

  private func copy(
    _ image: GrayImage, x: Int, y: Int, flips: (horizontal: Bool, vertical: Bool), scale: Float,
    into target: UnsafeMutableBufferPointer<Float>, at offset: Int
  ) {
    let factor = scale / 65535
    for row in 0..<extent {
      let line = (y + (flips.vertical ? extent - 1 - row : row)) * image.width + x
      for column in 0..<extent {
        let sample = image.samples[line + (flips.horizontal ? extent - 1 - column : column)]
        target[offset + row * extent + column] = Float(sample) * factor
      }
    }
  }
}
