import Imaging
import NeuralNetwork
import PageCleaning
import Randomness

/// Pages resampled to one size, noisy and clean.
struct PageExamples: ExampleSource {
  /// A page's values, 16 bits each, as a page has them: half the memory of floats.
  private struct Page: Sendable {
    let noisy: [UInt16]
    let clean: [UInt16]
  }

  let inputShape: FeatureShape
  let fingerprint: String
  private let pages: [Page]

  /// Resamples pairs of pages: linear interpolation where they grow, and a mean weighted by a triangle where they shrink.
  ///
  /// - Parameters:
  ///   - height: Rows of the result.
  ///   - width: Columns of the result.
  init(_ pairs: [PagePair], height: Int, width: Int, pool: WorkerPool) {
    inputShape = FeatureShape(height: height, width: width, channels: 1)
    pages = [Page](unsafeUninitializedCapacity: pairs.count) { buffer, count in
      nonisolated(unsafe) let places = buffer
      pool.run(count: pairs.count) { index, _ in
        func resampled(_ image: GrayImage) -> [UInt16] {
          GrayImage(FloatImage(image).resampled(width: width, height: height)).samples
        }
        let pair = pairs[index]
        (places.baseAddress.map { $0 + index })?.initialize(
          to: Page(noisy: resampled(pair.noisy), clean: resampled(pair.clean)))
      }
      count = pairs.count
    }
    var hash = FNV1a()
    for page in pages {
      hash.combine(contentsOf: page.noisy)
      hash.combine(contentsOf: page.clean)
    }
    fingerprint = hash.text
  }

  var targetShape: FeatureShape { inputShape }
  var count: Int { pages.count }
  var classes: [String] { [] }
  var labels: [Int] { Array(repeating: 0, count: pages.count) }

  func write(
    _ index: Int, draw: ExampleDraw?, input: UnsafeMutableBufferPointer<Float>,
    target: UnsafeMutableBufferPointer<Float>
  ) {
    func put(_ samples: [UInt16], _ place: UnsafeMutableBufferPointer<Float>) {
      samples.withUnsafeBufferPointer { samples in
        for pixel in samples.indices { place[pixel] = Float(samples[pixel]) * (1 / 65535) }
      }
    }
    put(pages[index].noisy, input)
    put(pages[index].clean, target)
  }
}
