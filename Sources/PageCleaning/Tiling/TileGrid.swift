/// How a page is cut into tiles: parts of nearly one size, each with a halo of what lies around it.
///
/// The page is thought of as extended to a multiple of the alignment by repeating its last row and column. Tiles start
/// and end at multiples of the alignment; halos end at the extended page, where the network pads with zeros as it
/// would for the page as a whole.
public struct TileGrid: Sendable, Equatable {
  /// A half-open rectangle in pixels.
  public struct Rectangle: Sendable, Equatable {
    /// First column.
    public var x: Int
    /// First row.
    public var y: Int
    /// Columns.
    public var width: Int
    /// Rows.
    public var height: Int
  }

  /// One part of the page.
  public struct Tile: Sendable, Equatable {
    /// What the tile contributes to the result, within the extended page.
    public var core: Rectangle
    /// What has to be read for that: the core and its halo.
    public var window: Rectangle
  }

  /// The tiles, row by row.
  public let tiles: [Tile]
  /// Columns of the widest window.
  public let largestWidth: Int
  /// Rows of the highest window.
  public let largestHeight: Int

  /// Cuts a page.
  ///
  /// - Parameters:
  ///   - size: Largest extent of a core, in pixels; at least one alignment is taken.
  ///   - halo: Pixels needed around a core; rounded up to the alignment.
  public init(width: Int, height: Int, size: Int, halo: Int, alignment: Int) {
    let halo = Self.roundUp(halo, to: alignment)
    let columns = Self.cut(width, size: size, halo: halo, alignment: alignment)
    let rows = Self.cut(height, size: size, halo: halo, alignment: alignment)
    largestWidth = columns.map(\.window.count).max() ?? 0
    largestHeight = rows.map(\.window.count).max() ?? 0
    tiles = rows.flatMap { row in
      columns.map { column in
        Tile(
          core: Rectangle(
            x: column.core.lowerBound, y: row.core.lowerBound, width: column.core.count, height: row.core.count),
          window: Rectangle(
            x: column.window.lowerBound, y: row.window.lowerBound, width: column.window.count,
            height: row.window.count))
      }
    }
  }

  private static func roundUp(_ value: Int, to multiple: Int) -> Int {
    (value + multiple - 1) / multiple * multiple
  }

  /// Cuts one axis into parts of nearly one size, so that no sliver costs a halo of its own.
  private static func cut(
    _ extent: Int, size: Int, halo: Int, alignment: Int
  ) -> [(core: Range<Int>, window: Range<Int>)] {
    let units = roundUp(extent, to: alignment) / alignment
    let largest = max(1, size / alignment)
    let count = (units + largest - 1) / largest
    let end = units * alignment
    return (0..<count).map { part in
      let core = units * part / count * alignment..<units * (part + 1) / count * alignment
      return (core, max(0, core.lowerBound - halo)..<min(end, core.upperBound + halo))
    }
  }
}
