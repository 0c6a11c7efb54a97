import Imaging

/// The picture of a piece of a line as classifiers see it: 28×28 pixels, ink 1 on paper 0.
///
/// The first channel is the piece as EMNIST has characters: its box, with a border of two pixels, in a square. It shows
/// the shape at its best and neither size nor place. The second shows the piece in its line, the baseline and the height of
/// x at fixed rows, so that case and punctuation can be told; the third is the same place of the page with all that stands
/// around, so that a part of a character can be told from a whole one.
///
/// - SeeAlso: Cohen, Afshar, Tapson and van Schaik, "EMNIST: an extension of MNIST to handwritten letters", 2017, section
///   II, for the first.
struct CharacterCrop {
  /// Pixels a side.
  static let size = 28
  /// Channels where the line is shown.
  static let channels = 3
  /// Pixels of the height of x in the line's channels.
  private static let xHeight = 10.0
  /// Where the baseline is in the line's channels.
  private static let baseline = 19.5
  /// Pixels of the longer side of the piece in its own channel.
  private static let extent = CharacterFraming.emnist.extent

  private let reading: GrayImage
  private let found: ConnectedComponents

  /// Crops of a page that was made ready to be read.
  init(_ page: ReadingPage) { self.init(page.image, page.found) }

  /// Crops of an image, by the components of its ink.
  init(_ image: GrayImage, _ found: ConnectedComponents) {
    reading = image
    self.found = found
  }

  /// Writes the crop of a piece.
  ///
  /// - Parameters:
  ///   - shape: The line that the piece stands on; `nil` to write the first channel only.
  ///   - setting: What the page would look like if it were set otherwise.
  ///   - output: `[28, 28, 3]`, or `[28, 28, 1]` without a line.
  func write(
    _ piece: CharacterPiece, shape: TextLineShape?, setting: CropSetting = CropSetting(),
    into output: UnsafeMutableBufferPointer<Float>
  ) {
    let channels = shape == nil ? 1 : Self.channels
    let slant = PageSlant(
      columnsPerRow: setting.slant,
      baseline: shape.map { $0.baseline(at: Double(piece.box.x) + Double(piece.box.width) / 2) } ?? 0)
    let box = slant.columnsPerRow == 0 ? piece.box : box(of: piece, slant: slant)
    let step = max(max(Double(box.width) * setting.stretch, Double(box.height)) / Self.extent, 0.05)
    let centre = centreOfBox(box)
    let half = Double(Self.size) / 2
    let square = CropWindow(
      left: centre.x - half * step / setting.stretch, top: centre.y - half * step, columnStep: step / setting.stretch,
      rowStep: step)
    sample(square, channel: 0, of: channels, into: output) { patch in draw(piece, slant: slant, into: &patch) }
    guard let shape else { return }
    let lineStep = shape.xHeight / Self.xHeight
    let line = CropWindow(
      left: centre.x - half * lineStep / setting.stretch, top: shape.baseline(at: centre.x) - Self.baseline * lineStep,
      columnStep: lineStep / setting.stretch, rowStep: lineStep)
    sample(line, channel: 1, of: channels, into: output) { patch in draw(piece, slant: slant, into: &patch) }
    sample(line, channel: 2, of: channels, into: output) { patch in drawPage(slant: slant, into: &patch) }
  }

  /// Writes the crop of a piece as a collection has it.
  ///
  /// - Parameter output: `[28, 28]`.
  func write(_ piece: CharacterPiece, framing: CharacterFraming, into output: UnsafeMutableBufferPointer<Float>) {
    let step = max(Double(max(piece.box.width, piece.box.height)) / framing.extent, 0.05)
    let centre = framing == .mnist ? centreOfMass(of: piece) : centreOfBox(piece.box)
    let half = Double(Self.size) / 2
    let window = CropWindow(left: centre.x - half * step, top: centre.y - half * step, columnStep: step, rowStep: step)
    sample(window, channel: 0, of: 1, into: output) { patch in
      draw(piece, slant: PageSlant(columnsPerRow: 0, baseline: 0), into: &patch)
    }
  }

  private func centreOfBox(_ box: PixelBox) -> (x: Double, y: Double) {
    (Double(box.x) + Double(box.width) / 2, Double(box.y) + Double(box.height) / 2)
  }

  private func centreOfMass(of piece: CharacterPiece) -> (x: Double, y: Double) {
    var (mass, x, y) = (0.0, 0.0, 0.0)
    piece.forEachRun(of: found) { row, start, end in
      let count = Double(end - start)
      mass += count
      x += count * Double(start + end) / 2
      y += count * (Double(row) + 0.5)
    }
    return mass == 0 ? centreOfBox(piece.box) : (x / mass, y / mass)
  }

  /// The box of a piece on a page whose rows have been moved.
  private func box(of piece: CharacterPiece, slant: PageSlant) -> PixelBox {
    var (left, right) = (Int.max, Int.min)
    piece.forEachRun(of: found) { y, start, end in
      let shift = slant.shift(ofRow: y)
      left = min(left, Int((Double(start) + shift).rounded(.down)))
      right = max(right, Int((Double(end) + shift).rounded(.up)))
    }
    return PixelBox(x: left, y: piece.box.y, width: right - left, height: piece.box.height)
  }

  private func draw(_ piece: CharacterPiece, slant: PageSlant, into patch: inout Patch) {
    piece.forEachRun(of: found) { y, start, end in
      let row = y - patch.y
      guard row >= 0, row < patch.height else { return }
      let shift = slant.shift(ofRow: y) - Double(patch.x)
      let (from, to) = (max(Double(start) + shift, 0), min(Double(end) + shift, Double(patch.width)))
      guard from < to else { return }
      // A run that begins or ends within a pixel covers a part of it.
      for x in Int(from)..<Int(to.rounded(.up)) {
        patch.values[row * patch.width + x] += Float(min(to, Double(x + 1)) - max(from, Double(x)))
      }
    }
  }

  private func drawPage(slant: PageSlant, into patch: inout Patch) {
    let scale = 1 / Float(GrayImage.white)
    for row in 0..<patch.height {
      let y = patch.y + row
      guard y >= 0, y < reading.height else { continue }
      let shift = slant.shift(ofRow: y)
      let whole = shift.rounded(.down)
      let share = Float(shift - whole)
      func ink(_ x: Int) -> Float {
        x >= 0 && x < reading.width ? 1 - Float(reading.samples[y * reading.width + x]) * scale : 0
      }
      for column in 0..<patch.width {
        let x = patch.x + column - Int(whole)
        patch.values[row * patch.width + column] = share == 0 ? ink(x) : ink(x) * (1 - share) + ink(x - 1) * share
      }
    }
  }

  /// Draws what a window shows and reduces it to a channel.
  private func sample(
    _ window: CropWindow, channel: Int, of channels: Int, into output: UnsafeMutableBufferPointer<Float>,
    draw: (inout Patch) -> Void
  ) {
    let (columns, rows) = (window.columns, window.rows)
    var patch = Patch(x: columns.first, y: rows.first, width: columns.count, height: rows.count)
    draw(&patch)
    let size = Self.size
    patch.values.withUnsafeBufferPointer { values in
      withUnsafeTemporaryAllocation(of: Float.self, capacity: rows.count * size) { narrow in
        for y in 0..<rows.count {
          for x in 0..<size {
            let tap = columns.taps[x]
            var sum: Float = 0
            for i in 0..<tap.count {
              sum += values[y * columns.count + tap.first + i] * columns.weights[tap.weights + i]
            }
            narrow[y * size + x] = sum
          }
        }
        for y in 0..<size {
          let tap = rows.taps[y]
          for x in 0..<size {
            var sum: Float = 0
            for i in 0..<tap.count { sum += narrow[(tap.first + i) * size + x] * rows.weights[tap.weights + i] }
            output[(y * size + x) * channels + channel] = sum
          }
        }
      }
    }
  }
}

/// A part of a page while it is drawn: 1 = ink.
private struct Patch {
  let x: Int
  let y: Int
  let width: Int
  let height: Int
  var values: [Float]

  init(x: Int, y: Int, width: Int, height: Int) {
    (self.x, self.y, self.width, self.height) = (x, y, width, height)
    values = [Float](repeating: 0, count: width * height)
  }
}

/// How far each row of a page is moved to the right, so that what stands upright leans.
private struct PageSlant {
  let columnsPerRow: Double
  /// The row that stays where it is.
  let baseline: Double

  func shift(ofRow y: Int) -> Double { columnsPerRow == 0 ? 0 : columnsPerRow * (baseline - Double(y)) }
}

/// The part of a page that a channel shows.
private struct CropWindow {
  let columns: CropTaps
  let rows: CropTaps

  /// - Parameters:
  ///   - left: The window's left side on the page.
  ///   - top: The window's upper side.
  ///   - columnStep: Columns of the page a column of the crop.
  ///   - rowStep: Rows of the page a row of the crop.
  init(left: Double, top: Double, columnStep: Double, rowStep: Double) {
    columns = CropTaps(from: left, step: columnStep)
    rows = CropTaps(from: top, step: rowStep)
  }
}

/// The pixels of a line of the page that make each pixel of a crop's line, and how much each counts: a triangle as wide as
/// the step, or as a pixel where the crop enlarges.
private struct CropTaps {
  /// The first pixel of the page that is needed.
  let first: Int
  /// Pixels of the page that are needed.
  let count: Int
  /// For each pixel of the crop the first pixel, from ``first``, how many there are and where their weights begin.
  let taps: [(first: Int, count: Int, weights: Int)]
  let weights: [Float]

  init(from origin: Double, step: Double) {
    let reach = max(1, step)
    let size = CharacterCrop.size
    let first = Int((origin + 0.5 * step - 0.5 - reach).rounded(.down))
    var taps: [(first: Int, count: Int, weights: Int)] = []
    var weights: [Float] = []
    var last = first
    for place in 0..<size {
      let centre = origin + (Double(place) + 0.5) * step - 0.5
      let low = Int((centre - reach).rounded(.down)) + 1
      let high = Int((centre + reach).rounded(.up)) - 1
      let start = weights.count
      var sum = 0.0
      for pixel in low...max(low, high) { sum += max(0, reach - abs(Double(pixel) - centre)) }
      for pixel in low...max(low, high) {
        weights.append(Float(max(0, reach - abs(Double(pixel) - centre)) / max(sum, 1e-9)))
      }
      taps.append((low - first, weights.count - start, start))
      last = max(last, max(low, high))
    }
    self.first = first
    count = last - first + 1
    self.taps = taps
    self.weights = weights
  }
}
