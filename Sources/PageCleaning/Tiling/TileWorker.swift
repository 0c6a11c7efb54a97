import Imaging
import NeuralNetwork

/// Runs a network on tiles, with memory that is kept from tile to tile.
///
/// Each worker of a pool has one of its own and runs one tile at a time, so nothing in it needs a lock.
final class TileWorker: @unchecked Sendable {
  /// What plans differ by.
  private struct Shape: Hashable {
    let width: Int
    let height: Int
    let strips: [Range<Int>]
  }

  private let network: PageNetwork
  private var plans: [Shape: StreamingPlan] = [:]
  private var arena: AlignedBuffer?

  /// Shapes whose plans are kept: those of one page, whose columns are the first, the last and two widths between, and of another.
  private static let keptShapes = 8

  init(_ network: PageNetwork) { self.network = network }

  /// Computes a tile.
  ///
  /// - Parameters:
  ///   - tile: The part of `source` to compute.
  ///   - grid: The grid of the tile; memory is made for its widest window at once.
  ///   - source: `[height, width]`, the whole page.
  ///   - target: `[height, width]`; only the tile's own pixels are written.
  func process(
    _ tile: TileGrid.Tile, of grid: TileGrid, source: GrayImage, target: UnsafeMutablePointer<UInt16>
  ) throws(NetworkError) {
    _ = try plan(width: grid.largestWidth, grid)
    let (core, window) = (tile.column.core, tile.column.window)
    let plan = try plan(width: window.count, grid)
    let strength = network.strength
    source.samples.withUnsafeBufferPointer { samples in
      guard let samples = samples.baseAddress else { return }
      plan.run(strip: tile.strip) { row, place in
        let line = samples + min(row, source.height - 1) * source.width
        Self.read(window, of: line, width: source.width, into: place)
      } write: { row, values in
        guard row < source.height else { return }
        let start = row * source.width + core.lowerBound
        let count = min(core.upperBound, source.width) - core.lowerBound
        let values = values + (core.lowerBound - window.lowerBound)
        if strength == 1 {
          Self.write(values, count: count, into: target + start)
        } else {
          Self.write(values, strength: strength, over: samples + start, count: count, into: target + start)
        }
      }
    }
  }

  private func plan(width: Int, _ grid: TileGrid) throws(NetworkError) -> StreamingPlan {
    let shape = Shape(width: width, height: grid.height, strips: grid.strips)
    if let known = plans[shape] { return known }
    let input = FeatureShape(height: grid.height, width: width, channels: 1)
    if plans.count >= Self.keptShapes { plans.removeAll() }
    let plan = try StreamingPlan(network.prepared, input: input, strips: grid.strips, arena: sharedArena)
    plans[shape] = plan
    return plan
  }

  /// The memory of all plans, made anew where it is too small.
  private func sharedArena(_ floats: Int) -> AlignedBuffer {
    if let arena, arena.count >= floats { return arena }
    // The smaller one, and the plans that keep it alive, go before the larger one comes.
    plans.removeAll()
    arena = nil
    let larger = AlignedBuffer(count: floats)
    arena = larger
    return larger
  }

  /// Reads a part of a row as floats in [0, 1]; positions past the page repeat its last pixel.
  private static func read(
    _ window: Range<Int>, of line: UnsafePointer<UInt16>, width: Int, into place: UnsafeMutablePointer<Float>
  ) {
    let inside = max(0, min(window.count, width - window.lowerBound))
    let source = line + window.lowerBound
    for column in 0..<inside { place[column] = Float(source[column]) * (1 / 65535) }
    let last = Float(line[width - 1]) * (1 / 65535)
    for column in inside..<window.count { place[column] = last }
  }

  /// Writes floats in [0, 1] as samples.
  private static func write(
    _ values: UnsafePointer<Float>, count: Int, into place: UnsafeMutablePointer<UInt16>
  ) {
    for column in 0..<max(0, count) {
      // Written so that what is not a number becomes black instead of a trap.
      let value = values[column]
      place[column] = value > 0 ? UInt16(min(value, 1) * 65535 + 0.5) : 0
    }
  }

  /// Writes samples that lie by `strength` on the way from those of `source` to floats in [0, 1].
  private static func write(
    _ values: UnsafePointer<Float>, strength: Float, over source: UnsafePointer<UInt16>, count: Int,
    into place: UnsafeMutablePointer<UInt16>
  ) {
    for column in 0..<max(0, count) {
      let value = values[column]
      let after = value > 0 ? min(value, 1) * 65535 : 0
      place[column] = CleanedGray.of(source[column], cleanedTo: after, strength: strength)
    }
  }
}
