import Imaging
import NeuralNetwork
import Synchronization

/// Runs networks over pages tile by tile, several tiles at once.
///
/// The result does not depend on the size of the tiles or the number of workers. Memory is bounded by the size of
/// a tile times the number of workers, whatever the size of the page.
public final class TileProcessor: Sendable {
  private let networks: [PageNetwork]
  private let pool: WorkerPool
  private let workers: [TileWorker]

  /// Makes a processor.
  ///
  /// - Parameter networks: The networks to run, one on the result of the other.
  public init(_ networks: [PageNetwork], pool: WorkerPool) {
    self.networks = networks
    self.pool = pool
    workers = (0..<pool.count).map { _ in TileWorker(networks) }
  }

  /// The page after all networks.
  ///
  /// - Parameter tileSize: Largest extent of a tile without its halo, in pixels.
  /// - Throws: ``NetworkError`` where a network does not fit.
  public func process(_ image: GrayImage, tileSize: Int) throws(NetworkError) -> GrayImage {
    guard !networks.isEmpty else { return image }
    let alignment = networks.reduce(1) { leastCommonMultiple($0, $1.alignment) }
    let grid = TileGrid(
      width: image.width, height: image.height, size: tileSize, halo: networks.reduce(0) { $0 + $1.halo },
      alignment: alignment)
    let failure = Mutex<NetworkError?>(nil)
    let samples = [UInt16](unsafeUninitializedCapacity: image.samples.count) { buffer, count in
      guard let target = buffer.baseAddress else { return }
      buffer.initialize(repeating: 0)
      count = buffer.count
      pool.run(count: grid.tiles.count) { index, worker in
        do throws(NetworkError) {
          try workers[worker].process(grid.tiles[index], of: grid, source: image, target: target)
        } catch {
          failure.withLock { $0 = error }
        }
      }
    }
    if let error = failure.withLock({ $0 }) { throw error }
    return GrayImage(width: image.width, height: image.height, samples: samples)
  }
}
