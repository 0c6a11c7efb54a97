import Imaging
import NeuralNetwork
import Synchronization

/// Runs networks over pages, several parts of a page at once.
///
/// The result does not depend on the number of workers, and on how the page is cut by rounding alone. Memory is bounded by the width of
/// a tile times the number of workers, whatever the size of the page.
public final class TileProcessor: Sendable {
  private let pool: WorkerPool
  /// For each network, a worker for every thread of the pool.
  private let stages: [(network: PageNetwork, workers: [TileWorker])]
  /// Pages that are being processed. Pages side by side keep the workers busy without being cut, which costs the rows that
  /// neighbouring strips both compute.
  private let pages = Atomic<Int>(0)

  /// Makes a processor.
  ///
  /// - Parameter networks: The networks to run, one on the page that the other made.
  public init(_ networks: [PageNetwork], pool: WorkerPool) {
    self.pool = pool
    stages = networks.map { network in (network, (0..<pool.count).map { _ in TileWorker(network) }) }
  }

  /// The page after all networks.
  ///
  /// - Parameter tileSize: Largest width of a tile without its halo, in pixels; a network that is faster in narrower ones takes
  ///   its own.
  /// - Parameter parts: Strips a column is cut into at most, whatever its height; `nil` for as many as there are workers free.
  /// - Throws: ``NetworkError`` where a network does not fit.
  public func process(_ image: GrayImage, tileSize: Int, parts: Int? = nil) throws(NetworkError) -> GrayImage {
    let (_, pages) = pages.add(1, ordering: .relaxed)
    defer { self.pages.subtract(1, ordering: .relaxed) }
    let share = parts ?? (pool.count + pages - 1) / pages
    var image = image
    for (network, workers) in stages where network.strength > 0 {
      image = try process(image, network, workers, tileSize: tileSize, parts: share)
    }
    return image
  }

  /// The page after all networks, which see it smaller by whole squares of pixels.
  ///
  /// - Parameters:
  ///   - reduction: Pixels along a side of the squares.
  ///   - smoothings: How many times the page is smoothed for the networks.
  /// - Throws: ``NetworkError`` where a network does not fit.
  public func process(
    _ image: GrayImage, tileSize: Int, reduction: Int, smoothings: Int = 0
  ) throws(NetworkError) -> GrayImage {
    var small = reduction > 1 ? image.blockMeans(reduction) : image
    for _ in 0..<smoothings { small = small.smoothed }
    let cleaned = try process(small, tileSize: tileSize)
    return reduction > 1 ? image.following(small, to: cleaned, factor: reduction) : cleaned
  }

  private func process(
    _ image: GrayImage, _ network: PageNetwork, _ workers: [TileWorker], tileSize: Int, parts: Int
  ) throws(NetworkError) -> GrayImage {
    let grid = TileGrid(
      width: image.width, height: image.height, size: min(tileSize, network.columnWidth), halo: network.halo,
      alignment: network.alignment, workers: parts)
    let tiles = grid.tiles
    let failure = Mutex<NetworkError?>(nil)
    let samples = [UInt16](unsafeUninitializedCapacity: image.samples.count) { buffer, count in
      guard let target = buffer.baseAddress else { return }
      buffer.initialize(repeating: 0)
      count = buffer.count
      pool.run(count: tiles.count) { index, worker in
        do throws(NetworkError) {
          try workers[worker].process(tiles[index], of: grid, source: image, target: target)
        } catch {
          failure.withLock { $0 = error }
        }
      }
    }
    if let error = failure.withLock({ $0 }) { throw error }
    return GrayImage(width: image.width, height: image.height, samples: samples)
  }
}
