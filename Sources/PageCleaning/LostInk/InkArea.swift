import Imaging

/// A connected area of ink, and how cleaning treats it.
struct InkArea {
  /// How alike the contrasts of letters of one ink are, the lesser over the greater.
  private static let alike = 0.75
  /// How many times as high as its lower letters, or parts of letters, a line's higher ones are at most.
  private static let heightRatio = 3

  /// The box around it.
  let box: PixelBox
  /// How many pixels it has.
  let pixels: Int
  /// Its pixels.
  let runs: ArraySlice<ConnectedComponents.Run>
  /// The median of its contrast, 0 to 255.
  let contrast: Int
  /// How much deeper it is after cleaning than its contrast was: depth over contrast.
  private(set) var gain: Float

  /// Measures an area.
  ///
  /// - Parameters:
  ///   - component: The area.
  ///   - runs: Its pixels.
  ///   - contrast: The contrast of all pixels of the page, ``InkContrast/values``.
  ///   - after: The page after cleaning.
  init(
    _ component: ConnectedComponents.Component, runs: ArraySlice<ConnectedComponents.Run>, contrast: [UInt8],
    after: GrayImage
  ) {
    var contrasts = Histogram()
    var (depths, sum) = (Float(0), Float(0))
    for run in runs {
      let row = Int(run.y) * after.width
      for place in row + Int(run.start)..<row + Int(run.end) {
        contrasts.add(Int(contrast[place]))
        sum += Float(contrast[place])
        depths += Float(65535 - after.samples[place]) / 257
      }
    }
    (box, pixels, self.runs) = (component.box, component.pixels, runs)
    self.contrast = contrasts.median ?? 0
    gain = depths / max(1, sum)
  }

  /// The same area after it was given back.
  func deepened(to gain: Float) -> InkArea {
    var area = self
    area.gain = gain
    return area
  }

  /// Where letters beside it on its line are.
  var sides: PixelBox {
    PixelBox(x: box.x - box.height, y: box.y, width: box.width + 2 * box.height, height: box.height)
  }

  /// Where letters near it are, up to three times as high.
  var surroundings: PixelBox {
    let reach = Self.heightRatio * box.height
    return PixelBox(
      x: box.x - reach, y: box.y - 2 * reach, width: box.width + 2 * reach, height: box.height + 4 * reach)
  }

  /// Whether it and another may be letters beside one another on a line, of one ink.
  func mayStandBeside(_ other: InkArea) -> Bool {
    let rows = min(box.maxY, other.box.maxY) - max(box.y, other.box.y)
    let gap = gaps(to: other).across
    return 2 * other.box.height > box.height && other.box.height < 2 * box.height
      && 2 * rows > min(box.height, other.box.height) && gap < box.height && -2 * gap < box.height
      && isAsDark(as: other)
  }

  /// Whether it and another may be letters or parts of them, near one another on a line or on the next, of one ink.
  func mayStandNear(_ other: InkArea) -> Bool {
    let (gaps, higher) = (gaps(to: other), max(box.height, other.box.height))
    return Self.heightRatio * min(box.height, other.box.height) > higher && gaps.across < higher
      && gaps.down < 2 * higher && isAsDark(as: other)
  }

  private func isAsDark(as other: InkArea) -> Bool { InkContrast.areAlike(contrast, other.contrast, Self.alike) }

  /// How far another lies from it along rows and columns, in pixels; below 0 where they overlap.
  private func gaps(to other: InkArea) -> (across: Int, down: Int) {
    (
      max(other.box.x - box.maxX, box.x - other.box.maxX),
      max(other.box.y - box.maxY, box.y - other.box.maxY)
    )
  }
}
