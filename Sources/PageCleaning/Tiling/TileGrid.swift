import NeuralNetwork

/// How a page is cut into tiles: strips of rows in columns of nearly one width.
///
/// The page is thought of as extended to a multiple of the alignment by repeating its last row and column. Columns
/// start and end at multiples of the alignment and are read with a halo to both sides, which ends at the extended page, where
/// the network pads with zeros as it would for the page as a whole. Strips need no halo: the rows that they see above and
/// below come from the page, row by row.
public struct TileGrid: Sendable, Equatable {
  /// A part of the width.
  public struct Column: Sendable, Equatable {
    /// The pixels that the column contributes to the result.
    public var core: Range<Int>
    /// The pixels that have to be read for that: the core and its halo.
    public var window: Range<Int>
  }

  /// One part of the page.
  public struct Tile: Sendable, Equatable {
    /// Its part of the width.
    public var column: Column
    /// The index of its rows among ``TileGrid/strips``.
    public var strip: Int
  }

  /// The parts of the width.
  public let columns: [Column]
  /// The parts of the height.
  public let strips: [Range<Int>]
  /// Rows of the extended page.
  public let height: Int

  /// All tiles, strip by strip.
  public var tiles: [Tile] {
    strips.indices.flatMap { strip in columns.map { Tile(column: $0, strip: strip) } }
  }
  /// Pixels of the widest window.
  public var largestWidth: Int { columns.map(\.window.count).max() ?? 0 }

  /// Rows of a strip below which the rows that neighbours both compute would cost more than another worker saves.
  static let smallestStrip = 128
  /// Rows of a strip above which cutting costs nearly nothing, and evens out what workers do.
  static let largestStrip = 1024

  /// Strips begin at multiples of so many alignments, where layers at the coarsest scale compute rows in fours and compute no
  /// row that only the next strip needs.
  private static let strideOfStrips = 4

  /// Cuts a page.
  ///
  /// - Parameters:
  ///   - size: Largest width of a column, in pixels; rounded down to the alignment, but at least one.
  ///   - halo: Pixels needed to both sides; rounded up to the alignment.
  ///   - workers: Tiles that should be there at least, where the page is large enough.
  public init(width: Int, height: Int, size: Int, halo: Int, alignment: Int, workers: Int) {
    let halo = halo.roundedUp(to: alignment)
    let end = width.roundedUp(to: alignment)
    let size = max(alignment, size / alignment * alignment)
    columns = Self.cut(width, parts: (end + size - 1) / size, unit: alignment).map { core in
      Column(core: core, window: max(0, core.lowerBound - halo)..<min(end, core.upperBound + halo))
    }
    let bottom = height.roundedUp(to: alignment)
    self.height = bottom
    // Equal parts for all workers: one tile too many would keep one busy while the others wait.
    let wanted = max(1, height / Self.largestStrip)
      .roundedUp(to: leastCommonMultiple(workers, columns.count) / columns.count)
    strips = Self.cut(height, parts: min(wanted, height / Self.smallestStrip), unit: Self.strideOfStrips * alignment)
      .map { $0.clamped(to: 0..<bottom) }
  }

  /// Cuts one axis into parts of nearly one size, so that no sliver costs a halo of its own.
  private static func cut(_ extent: Int, parts: Int, unit: Int) -> [Range<Int>] {
    let units = extent.roundedUp(to: unit) / unit
    let count = max(1, min(parts, units))
    return (0..<count).map { units * $0 / count * unit..<units * ($0 + 1) / count * unit }
  }
}
