import Imaging
import NeuralNetwork

/// Runs networks on tiles, with memory that is kept from tile to tile.
///
/// Each worker of a pool has one of its own and runs one tile at a time, so nothing in it needs a lock.
final class TileWorker: @unchecked Sendable {
  private let networks: [PageNetwork]
  private var plans: [FeatureShape: [InferencePlan]] = [:]
  private var arenas: [AlignedBuffer?]

  /// Window shapes whose plans are kept. A page has at most nine; plans without their arena are small.
  private static let keptShapes = 32

  init(_ networks: [PageNetwork]) {
    self.networks = networks
    arenas = networks.map { _ in nil }
  }

  /// Computes a tile.
  ///
  /// - Parameters:
  ///   - tile: The window is read from `source`, the core within the page is written.
  ///   - grid: The grid of the tile; memory is made for its largest window at once.
  ///   - source: `[height, width]`, the whole page.
  ///   - target: `[height, width]`; only the tile's core is written.
  func process(
    _ tile: TileGrid.Tile, of grid: TileGrid, source: GrayImage, target: UnsafeMutablePointer<UInt16>
  ) throws(NetworkError) {
    _ = try plans(for: FeatureShape(height: grid.largestHeight, width: grid.largestWidth, channels: 1))
    let shape = FeatureShape(height: tile.window.height, width: tile.window.width, channels: 1)
    let chain = try plans(for: shape)
    guard let first = chain.first, let last = chain.last else { return }
    first.withInput { Self.read(tile.window, of: source, into: $0) }
    first.run()
    for (before, after) in zip(chain, chain.dropFirst()) {
      before.withOutput { output in after.withInput { _ = $0.update(from: output) } }
      after.run()
    }
    last.withOutput { Self.write($0, of: tile, width: source.width, height: source.height, into: target) }
  }

  private func plans(for shape: FeatureShape) throws(NetworkError) -> [InferencePlan] {
    if let known = plans[shape] { return known }
    if plans.count >= Self.keptShapes { plans.removeAll() }
    var chain: [InferencePlan] = []
    for (index, network) in networks.enumerated() {
      let need = try InferencePlan.arenaCount(network.model, input: shape)
      if need > arenas[index]?.count ?? 0 {
        // The smaller arena, and the plans that keep it alive, go before the larger one comes.
        plans.removeAll()
        arenas[index] = nil
      }
      let plan = try InferencePlan(network.model, input: shape, sharing: arenas[index])
      arenas[index] = plan.arena
      chain.append(plan)
    }
    plans[shape] = chain
    return chain
  }

  /// Reads a window as floats in [0, 1]; positions past the page repeat its last row and column.
  private static func read(
    _ window: TileGrid.Rectangle, of source: GrayImage, into target: UnsafeMutableBufferPointer<Float>
  ) {
    let inside = max(0, min(window.width, source.width - window.x))
    source.samples.withUnsafeBufferPointer { samples in
      for row in 0..<window.height {
        let line = min(window.y + row, source.height - 1) * source.width
        let place = row * window.width
        for column in 0..<inside {
          target[place + column] = Float(samples[line + window.x + column]) * (1 / 65535)
        }
        let last = Float(samples[line + source.width - 1]) * (1 / 65535)
        for column in inside..<window.width { target[place + column] = last }
      }
    }
  }

  /// Writes the part of a tile's core that lies on the page.
  private static func write(
    _ output: UnsafeBufferPointer<Float>, of tile: TileGrid.Tile, width: Int, height: Int,
    into target: UnsafeMutablePointer<UInt16>
  ) {
    let (core, window) = (tile.core, tile.window)
    for row in core.y..<min(core.y + core.height, height) {
      let source = (row - window.y) * window.width - window.x
      for column in core.x..<min(core.x + core.width, width) {
        // Written so that what is not a number becomes black instead of a trap.
        let value = output[source + column]
        target[row * width + column] = value > 0 ? UInt16(min(value, 1) * 65535 + 0.5) : 0
      }
    }
  }
}
