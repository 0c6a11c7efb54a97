import Imaging

/// A connected area of ink, and how cleaning treats it.
struct InkArea {
  /// The box around it.
  let box: PixelBox
  /// How many pixels it has.
  let pixels: Int
  /// Its pixels.
  let runs: ArraySlice<ConnectedComponents.Run>
  /// The median of its contrast before cleaning, 0 to 255.
  let contrast: Int
  /// How much deeper it is after cleaning than its contrast was before: depth over contrast.
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
}
