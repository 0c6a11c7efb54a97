import Imaging
import Randomness

/// Smooth random fields over a page.
enum NoiseField {
  /// Value noise: random values on a lattice, interpolated smoothly, octaves of finer lattices added.
  ///
  /// - Parameters:
  ///   - cell: Extent of the coarsest lattice's cells in pixels.
  ///   - octaves: Lattices, each of half the cells' extent of the one before; those below one pixel are left out.
  ///   - persistence: Weight of each lattice relative to the one before.
  /// - Returns: `[height, width]` values in [0, 1], about 0.5 in the mean.
  /// - SeeAlso: Perlin, "An Image Synthesizer", SIGGRAPH 1985.
  static func fractal(
    width: Int, height: Int, cell: Double, octaves: Int, persistence: Double = 0.5, random: inout SeededRandom
  ) -> FloatImage {
    fractal(
      width: width, height: height, cellX: cell, cellY: cell, octaves: octaves, persistence: persistence,
      random: &random)
  }

  /// Value noise with cells that are longer one way.
  static func fractal(
    width: Int, height: Int, cellX: Double, cellY: Double, octaves: Int, persistence: Double = 0.5,
    random: inout SeededRandom
  ) -> FloatImage {
    var field = FloatImage(width: width, height: height, filledWith: 0)
    var total: Float = 0
    var weight: Float = 1
    var scale = 1.0
    for octave in 0..<max(1, octaves) {
      let cells = (max(cellX * scale, 1), max(cellY * scale, 1))
      if octave > 0, max(cellX, cellY) * scale < 1 { break }
      add(weight, cells, to: &field, random: &random)
      total += weight
      weight *= Float(persistence)
      scale /= 2
    }
    for i in field.values.indices { field.values[i] /= total }
    return field
  }

  private static func add(
    _ weight: Float, _ cell: (x: Double, y: Double), to field: inout FloatImage, random: inout SeededRandom
  ) {
    let (width, height) = (field.width, field.height)
    let columns = Int(Double(width) / cell.x) + 2
    let rows = Int(Double(height) / cell.y) + 2
    // The lattice starts at a random place within its first cell, or patches would line up with the page's corner.
    let shift = (x: random.uniform(), y: random.uniform())
    let lattice = (0..<(columns + 1) * (rows + 1)).map { _ in Float(random.uniform()) * weight }
    let places = (0..<width).map { x in place(Double(x) / cell.x + shift.x) }
    var line = [Float](repeating: 0, count: columns + 1)
    field.values.withUnsafeMutableBufferPointer { values in
      for y in 0..<height {
        let (row, part) = place(Double(y) / cell.y + shift.y)
        for c in 0...columns {
          let above = lattice[row * (columns + 1) + c]
          line[c] = above + (lattice[(row + 1) * (columns + 1) + c] - above) * part
        }
        for x in 0..<width {
          let (column, part) = places[x]
          values[y * width + x] += line[column] + (line[column + 1] - line[column]) * part
        }
      }
    }
  }

  /// The lattice point before a place, and how far beyond it the place lies, eased at both ends.
  private static func place(_ position: Double) -> (Int, Float) {
    let whole = Int(position)
    let part = Float(position - Double(whole))
    return (whole, smoothstep(0, 1, part))
  }
}
