/// How rows of some samples of a map are cut into tiles of 4×4 outputs: row by row, sample by sample.
struct WinogradTiling {
  /// The samples.
  let samples: Range<Int>
  /// The row in which the first tiles begin.
  let top: Int
  /// Rows of tiles in a sample.
  let tileRows: Int
  /// Tiles side by side.
  let tilesAcross: Int

  /// Cuts rows of maps of a width.
  init(samples: Range<Int>, top: Int, rowEnd: Int, width: Int) {
    self.samples = samples
    self.top = top
    tileRows = (rowEnd - top + 3) / 4
    tilesAcross = (width + 3) / 4
  }

  /// All tiles.
  var count: Int { samples.count * tileRows * tilesAcross }

  /// Tiles side by side.
  struct Run {
    /// Index of the first among those asked for.
    let first: Int
    /// Tiles.
    let count: Int
    /// Their sample.
    let sample: Int
    /// The first row of their outputs.
    let y: Int
    /// The first column of the outputs of the first.
    let x: Int
  }

  /// Calls `body` for the runs that make up a range of tiles.
  @inline(__always)
  func forEachRun(_ tiles: Range<Int>, _ body: (Run) -> Void) {
    var tile = tiles.lowerBound
    while tile < tiles.upperBound {
      let (row, column) = tile.quotientAndRemainder(dividingBy: tilesAcross)
      let (sample, y) = row.quotientAndRemainder(dividingBy: tileRows)
      let count = min(tilesAcross - column, tiles.upperBound - tile)
      body(
        Run(
          first: tile - tiles.lowerBound, count: count, sample: samples.lowerBound + sample, y: top + y * 4,
          x: column * 4))
      tile += count
    }
  }
}
