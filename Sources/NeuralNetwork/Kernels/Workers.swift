/// What a layer computes with: a way to share out work, and scratch memory planned in advance.
public struct Workers {
  /// The threads, or nil to do everything on the calling thread.
  let pool: WorkerPool?
  /// One scratch area a worker.
  let scratch: [AlignedBuffer]
  /// Scratch that all workers share, for partial sums.
  let shared: AlignedBuffer

  /// Plans scratch for a pool, or for the calling thread alone.
  init(pool: WorkerPool?, scratchCount: Int, sharedCount: Int) {
    self.pool = pool
    scratch = (0..<(pool?.count ?? 1)).map { _ in AlignedBuffer(count: scratchCount) }
    shared = AlignedBuffer(count: sharedCount)
  }

  /// Plans the scratch that the neediest of some layers needs; they run one after the other.
  init(
    for layers: [(layer: any Layer, inputs: [FeatureShape])], batch: Int, training: Bool, pool: WorkerPool?
  ) {
    let needs = layers.map { $0.layer.scratch(for: $0.inputs, batch: batch, training: training) }
    self.init(
      pool: pool, scratchCount: needs.map(\.perWorker).max() ?? 0, sharedCount: needs.map(\.shared).max() ?? 0)
  }

  /// Calls `body` once for every index below `count`, with that worker's scratch.
  func forEach(_ count: Int, _ body: (_ index: Int, _ scratch: UnsafeMutablePointer<Float>) -> Void) {
    guard let pool, count > 1 else {
      for index in 0..<count { body(index, scratch[0].pointer) }
      return
    }
    pool.run(count: count) { index, worker in body(index, scratch[worker].pointer) }
  }

  /// Calls `body` for some rows of every sample of a map, in runs that are worth a worker's while.
  func forEachRow(of map: FeatureMap, rows: Range<Int>, _ body: (_ sample: Int, _ y: Int) -> Void) {
    let total = map.batch * rows.count
    let parts = max(1, min(total, 64, total * max(1, map.rowCount) / 16384))
    forEach(parts) { part, _ in
      for index in total * part / parts..<total * (part + 1) / parts {
        let (sample, row) = index.quotientAndRemainder(dividingBy: rows.count)
        body(sample, rows.lowerBound + row)
      }
    }
  }

  /// Splits `count` elements into ranges of at least `minimum` and calls `body` for each.
  ///
  /// The ranges do not depend on the number of workers, so sums within them do not either.
  func forRanges(of count: Int, minimum: Int = 16384, _ body: (Range<Int>) -> Void) {
    let parts = max(1, min(64, count / max(1, minimum)))
    forEach(parts) { part, _ in
      body(count * part / parts..<count * (part + 1) / parts)
    }
  }
}
