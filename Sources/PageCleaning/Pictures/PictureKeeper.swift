import Imaging
import ModelLibrary
import NeuralNetwork

/// Gives pictures on a cleaned page their own tones back: a denoiser takes smooth grays for dirty paper.
///
/// A small network looks at the page reduced so that its longer side is at most 512 pixels, and tells in squares of two by two of
/// them where pictures are (`PictureArea`). With m of these squares, enlarged linearly and in [0, 1], the page p before and c after
/// cleaning, and the paper's level w (``PaperLevel``), the result is
///
///     m · (p + s · (min(p / w, 1) - p)) + (1 - m) · c
///
/// where s is the strength of the cleaning. A page without pictures is c itself.
public struct PictureKeeper: Sendable {
  /// Finds pictures on the reduced page; its output is how surely each pixel is of no picture.
  let network: PageNetwork

  /// Pixels of the longer side of a reduced page, at most; the network knows text and pictures of this size.
  private static let mostPixels = 512
  /// Pixels of the reduced page a side of a square: letters tell text from pictures, but outlines are known no finer.
  private static let squarePixels = 2

  /// Makes a keeper with a network for reduced pages.
  init(network: PageNetwork) { self.network = network }

  /// Makes a keeper with the network inside the program.
  ///
  /// - Throws: ``NetworkError`` where the network cannot be used.
  public init() throws { self.init(network: try PageNetwork(ShippedModels.pictures())) }

  /// The pictures on a page; `nil` where there is none.
  ///
  /// - Parameters:
  ///   - page: The page before cleaning.
  ///   - processor: Runs ``network``.
  /// - Throws: ``NetworkError`` where the network does not fit.
  func pictures(on page: GrayImage, processor: TileProcessor) throws(NetworkError) -> PictureArea? {
    let reduction = page.squareSize(forAtMost: Self.mostPixels)
    // One tile: sums in another order could tip a square, and so a picture, and results must not depend on the workers.
    let absence = try processor.process(page.blockMeans(reduction), tileSize: Self.mostPixels, parts: 1)
    return PictureArea(absence: absence.blockMeans(Self.squarePixels), squareSize: reduction * Self.squarePixels)
  }

  /// Lays a page's pictures over the cleaned one.
  ///
  /// - Parameters:
  ///   - page: The page before cleaning.
  ///   - cleaned: The page after it, of the same size.
  ///   - pictures: Where the pictures are.
  ///   - strength: How much of the cleaning was taken, 0 to 1.
  func keep(_ pictures: PictureArea, of page: GrayImage, in cleaned: inout GrayImage, strength: Float) {
    let size = pictures.squareSize
    let paper = PaperLevel.measure(page.blockMeans(size), cleaned: cleaned.blockMeans(size), outside: pictures)
    blend(page, into: &cleaned, pictures: pictures, gain: Float(UInt16.max) / Float(paper), strength: strength)
  }
}

/// Lays the pictures of a page over the cleaned one, by the formula of ``PictureKeeper`` with the gain 1 / w.
///
/// - Parameters:
///   - cleaned: The cleaned page, of the size of `page`; changed where pictures are.
///   - pictures: Where pictures are.
func blend(
  _ page: GrayImage, into cleaned: inout GrayImage, pictures: PictureArea, gain: Float, strength: Float
) {
  let (width, height) = (page.width, page.height)
  let columns = LinearSteps(pixels: width, squares: pictures.width, size: pictures.squareSize)
  let rows = LinearSteps(pixels: height, squares: pictures.height, size: pictures.squareSize)
  let values = pictures.squares.map { $0 ? Float(1) : 0 }
  var line = [Float](repeating: 0, count: pictures.width)
  page.samples.withUnsafeBufferPointer { page in
    cleaned.samples.withUnsafeMutableBufferPointer { cleaned in
      for y in 0..<height {
        let (above, below, part) = rows.step(y)
        var isEmpty = true
        for square in 0..<pictures.width {
          let upper = values[above * pictures.width + square]
          line[square] = upper + part * (values[below * pictures.width + square] - upper)
          if line[square] > 0 { isEmpty = false }
        }
        if isEmpty { continue }
        for x in 0..<width {
          let (left, right, part) = columns.step(x)
          let m = line[left] + part * (line[right] - line[left])
          guard m > 0 else { continue }
          let place = y * width + x
          let before = Float(page[place])
          let kept = before + strength * (min(before * gain, 65535) - before)
          let after = Float(cleaned[place])
          cleaned[place] = UInt16(after + m * (kept - after) + 0.5)
        }
      }
    }
  }
}
