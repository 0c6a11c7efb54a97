import Degradation
import Imaging
import NeuralNetwork
import Randomness

/// Draws crops for training; which ones follows from the seed, the step and the place in the batch alone.
///
/// A crop is a pair as it was scanned, the same at another size, or a clean page degraded by the recipe.
struct CropSampler: Sendable {
  let pages: TrainingPages
  let extent: Int
  let settings: DenoiserTrainingParameters

  /// Checks that every page is as large as a crop.
  init(pages: TrainingPages, settings: DenoiserTrainingParameters) throws {
    let extent = settings.crop
    for (name, image) in pages.training.map({ ($0.stem, $0.noisy) }) + pages.synthetic.map({ ($0.name, $0.image) })
    where image.width < extent || image.height < extent {
      throw TrainingDataError(
        "page '\(name)' has \(image.width)×\(image.height) pixels, fewer than a crop of \(extent)")
    }
    self.pages = pages
    self.extent = extent
    self.settings = settings
  }

  /// Writes a batch of crops of `[extent, extent, 1]`, noisy and clean, in [0, 1], each worker a crop.
  func fill(step: Int, _ batch: TrainingBatch, pool: WorkerPool) {
    let count = extent * extent
    nonisolated(unsafe) let batch = batch
    pool.run(count: batch.weights.count) { sample, _ in
      var random = SeededRandom(settings.seed, UInt64(step), UInt64(sample), 0xC409)
      let crop = draw(step: step, sample: sample, &random)
      let range = sample * count..<(sample + 1) * count
      _ = UnsafeMutableBufferPointer(rebasing: batch.input[range]).update(from: crop.noisy.values)
      _ = UnsafeMutableBufferPointer(rebasing: batch.target[range]).update(from: crop.clean.values)
      batch.weights[sample] = Float(crop.weight)
    }
  }

  /// A noisy crop, what it should become, and how much it counts.
  private typealias Crop = (noisy: FloatImage, clean: FloatImage, weight: Double)

  private func draw(step: Int, sample: Int, _ random: inout SeededRandom) -> Crop {
    let flips = (horizontal: random.below(2) == 1, vertical: random.below(2) == 1)
    let kind = random.uniform()
    let isUntouched = random.uniform() < settings.untouchedShare
    var crop: Crop
    let syntheticShare = pages.synthetic.isEmpty ? 0 : settings.syntheticShare
    if kind < syntheticShare {
      let page = pages.synthetic[random.below(pages.synthetic.count)]
      let clean = part(of: page.image, &random)
      let other = pages.synthetic[random.below(pages.synthetic.count)]
      crop =
        isUntouched
        ? (clean, clean, settings.syntheticWeight)
        : degraded(clean, back: part(of: other.image, &random), dotsPerInch: page.dotsPerInch, path: (step, sample))
    } else if kind < syntheticShare + settings.degradedShare {
      let pair = pages.training[random.below(pages.training.count)]
      let other = pages.training[random.below(pages.training.count)]
      let clean = scaled([pair.clean], &random)[0]
      let back = part(of: other.clean, &random)
      crop =
        isUntouched
        ? (clean, clean, settings.syntheticWeight)
        : degraded(clean, back: back, dotsPerInch: TrainingPages.usualResolution, path: (step, sample))
    } else {
      let pair = pages.training[random.below(pages.training.count)]
      let both = scaled([pair.noisy, pair.clean], &random)
      crop = (both[0], both[1], 1)
      // Half of the papers are darker than the data's, which are all of one brightness.
      if random.below(2) == 1 {
        let shade = Float(1 - random.uniform() * settings.darkening)
        crop.noisy.map { value, _, _ in value * shade }
      }
    }
    guard settings.flips else { return crop }
    return (
      crop.noisy.flipped(horizontally: flips.horizontal, vertically: flips.vertical),
      crop.clean.flipped(horizontally: flips.horizontal, vertically: flips.vertical), crop.weight
    )
  }

  /// A crop of a page at a random place.
  private func part(of image: GrayImage, _ random: inout SeededRandom) -> FloatImage {
    image.crop(
      x: random.below(image.width - extent + 1), y: random.below(image.height - extent + 1), width: extent,
      height: extent)
  }

  /// Crops of images at the same random place, resampled for the share that is taken at another size.
  private func scaled(_ images: [GrayImage], _ random: inout SeededRandom) -> [FloatImage] {
    let isScaled = random.uniform() < settings.scaledShare
    let factor = isScaled ? random.uniform(in: settings.scales[0]...settings.scales[1]) : 1
    // A page may be too small to be shrunk as far.
    let source = min(
      max(1, Int((Double(extent) / factor).rounded())), min(images[0].width, images[0].height))
    let (x, y) = (random.below(images[0].width - source + 1), random.below(images[0].height - source + 1))
    return images.map {
      $0.crop(x: x, y: y, width: source, height: source).resampled(width: extent, height: extent)
    }
  }

  private func degraded(
    _ clean: FloatImage, back: FloatImage, dotsPerInch: Double, path: (step: Int, sample: Int)
  ) -> Crop {
    var page = DegradedPage(image: clean, dotsPerInch: dotsPerInch, back: back, papers: pages.papers)
    pages.recipe.apply(to: &page, path: settings.seed, UInt64(path.step), UInt64(path.sample))
    guard let lost = page.lost else { return (page.image, clean, settings.syntheticWeight) }
    var target = clean
    target.map { value, x, y in value + (1 - value) * lost.values[y * extent + x] }
    return (page.image, target, settings.syntheticWeight)
  }
}

extension GrayImage {
  /// A part of the plane in floating point.
  fileprivate func crop(x: Int, y: Int, width: Int, height: Int) -> FloatImage {
    var values: [Float] = []
    values.reserveCapacity(width * height)
    samples.withUnsafeBufferPointer { samples in
      for row in y..<y + height {
        for column in x..<x + width { values.append(Float(samples[row * self.width + column]) * (1 / 65535)) }
      }
    }
    return FloatImage(width: width, height: height, values: values)
  }
}
