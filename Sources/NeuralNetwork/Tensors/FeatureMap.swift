/// A view of a batch of feature maps in a part of a buffer: `[batch, rows, width, channels]`.
///
/// Usually all rows are there. Where a network runs over a page row by row, a map keeps only the last
/// ``rowCapacity`` rows, each at its number modulo that capacity. A map may also stand for a larger one whose positions
/// are repetitions of its own.
public struct FeatureMap {
  /// The memory, kept alive by the view.
  let storage: AlignedBuffer
  /// The first float.
  public let base: UnsafeMutablePointer<Float>
  /// Samples.
  public let batch: Int
  /// Shape of each sample.
  public let shape: FeatureShape
  /// Rows that there is memory for; a row's place is its number modulo this.
  let rowCapacity: Int
  /// How often each position is repeated along both axes: a nearest-neighbour upsampling that is only read.
  let replication: Int
  /// Floats between neighbouring rows in memory.
  let rowCount: Int

  /// Views a part of a buffer.
  ///
  /// - Parameters:
  ///   - rowCapacity: Rows in memory; nil for all.
  ///   - replication: What `shape` is larger by than the memory, along both axes.
  init(
    _ storage: AlignedBuffer, offset: Int = 0, batch: Int, shape: FeatureShape, rowCapacity: Int? = nil,
    replication: Int = 1
  ) {
    self.storage = storage
    base = storage.pointer + offset
    self.batch = batch
    self.shape = shape
    self.rowCapacity = rowCapacity ?? shape.height / replication
    self.replication = replication
    rowCount = shape.width / replication * shape.channels
  }

  /// The same memory as a map whose positions are repeated.
  func repeated(_ factor: Int) -> FeatureMap {
    FeatureMap(
      storage, offset: base - storage.pointer, batch: batch,
      shape: FeatureShape(height: shape.height * factor, width: shape.width * factor, channels: shape.channels),
      rowCapacity: rowCapacity, replication: replication * factor)
  }

  /// Floats in the whole batch.
  public var count: Int { batch * shape.count }

  /// The first float of one sample of a map that holds all rows.
  public func sample(_ index: Int) -> UnsafeMutablePointer<Float> { base + index * shape.count }

  /// The first float of one row.
  @inline(__always)
  func row(_ y: Int, ofSample sample: Int) -> UnsafeMutablePointer<Float> {
    let place = replication == 1 ? y : y / replication
    return base + (sample * rowCapacity + (place < rowCapacity ? place : place % rowCapacity)) * rowCount
  }

  /// The distance of a column from its row's first float.
  @inline(__always)
  func columnOffset(_ x: Int) -> Int { (replication == 1 ? x : x / replication) * shape.channels }

  /// The column of the memory that stands for a column, which may lie outside the map.
  @inline(__always)
  func sourceColumn(_ x: Int) -> Int {
    replication == 1 ? x : x.dividedDown(by: replication)
  }

  /// The columns of the memory that stand for some columns.
  @inline(__always)
  func sourceColumns(_ columns: Range<Int>) -> Range<Int> {
    sourceColumn(columns.lowerBound)..<sourceColumn(columns.upperBound - 1) + 1
  }
}
