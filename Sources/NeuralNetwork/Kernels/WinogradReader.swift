/// Brings runs of neighbouring tiles of a channels-last map to Winograd's transformed domain.
///
/// The transform along the columns is done once for each column of a few tiles, into lines that stay in the first-level cache;
/// the transform along the rows then takes each tile from there. Positions outside the map are zero.
struct WinogradReader {
  /// What is read, and what becomes of it.
  enum Transform {
    /// `Bᵀ d B` of the 6×6 inputs of a tile, which overlap its neighbours'.
    case input
    /// `A dy Aᵀ` of the 4×4 gradients of a tile.
    case outputGradient

    /// Positions along each side.
    var extent: Int { self == .input ? WinogradTransforms.inputs : WinogradTransforms.outputs }
  }

  let transform: Transform
  /// Floats between tiles of the result.
  let tileStride: Int
  /// Floats between points of the result.
  let plane: Int

  /// Tiles whose lines are made at a time.
  private static let tilesOfPiece = 4
  /// Channels that are done at a time.
  private static let chunk = 32
  /// Floats of a line.
  private static let lineCount = (4 * tilesOfPiece + 2) * chunk
  /// Lines of a tile.
  private static let lines = WinogradTransforms.inputs

  /// Floats of scratch.
  static let scratchCount = lines * lineCount

  /// Reads a run of tiles.
  ///
  /// Vectors are loaded and stored whole: up to seven floats past the last channel are read, and written at every point.
  ///
  /// - Parameters:
  ///   - top: The row of the first position read; may lie outside the map.
  ///   - left: The column of the first position of the first tile; may too.
  ///   - count: Tiles.
  ///   - channels: The channels to read.
  ///   - target: The first channel of the first tile at the first point.
  ///   - scratch: ``scratchCount`` floats.
  func read(
    _ map: FeatureMap, sample: Int, top: Int, left: Int, count: Int, channels: Range<Int>,
    into target: UnsafeMutablePointer<Float>, scratch: UnsafeMutablePointer<Float>
  ) {
    let extent = transform.extent
    let isWhole = top >= 0 && top + extent <= map.shape.height
    for first in stride(from: 0, to: count, by: Self.tilesOfPiece) {
      let tiles = min(Self.tilesOfPiece, count - first)
      let left = left + 4 * first
      let columns = map.sourceColumns(left..<left + 4 * (tiles - 1) + extent)
      for channel in stride(from: channels.lowerBound, to: channels.upperBound, by: Self.chunk) {
        let part = channel..<min(channel + Self.chunk, channels.upperBound)
        @inline(__always)
        func row(_ index: Int) -> UnsafePointer<Float>? {
          let y = top + index
          return index < extent && y >= 0 && y < map.shape.height
            ? UnsafePointer(map.row(y, ofSample: sample) + part.lowerBound) : nil
        }
        let vectors = (part.count + FloatVector.scalarCount - 1) / FloatVector.scalarCount
        let rows = (row(0), row(1), row(2), row(3), row(4), row(5))
        let target = target + first * tileStride + part.lowerBound - channels.lowerBound
        switch (transform, isWhole) {
        case (.input, true): makeLines(.input, isWhole: true, rows, of: map, columns, vectors, into: scratch)
        case (.input, false): makeLines(.input, isWhole: false, rows, of: map, columns, vectors, into: scratch)
        case (.outputGradient, true):
          makeLines(.outputGradient, isWhole: true, rows, of: map, columns, vectors, into: scratch)
        case (.outputGradient, false):
          makeLines(.outputGradient, isWhole: false, rows, of: map, columns, vectors, into: scratch)
        }
        let width = vectors * FloatVector.scalarCount
        for tile in 0..<tiles {
          let x = left + 4 * tile
          @inline(__always)
          func place(_ index: Int) -> Int { (map.sourceColumn(x + index) - columns.lowerBound) * width }
          switch transform {
          case .input:
            finish(
              scratch, (place(0), place(1), place(2), place(3), place(4), place(5)), vectors,
              into: target + tile * tileStride)
          case .outputGradient:
            finishGradient(
              scratch + place(0), step: width, vectors, into: target + tile * tileStride)
          }
        }
      }
    }
  }

  private typealias Rows = (
    UnsafePointer<Float>?, UnsafePointer<Float>?, UnsafePointer<Float>?, UnsafePointer<Float>?, UnsafePointer<Float>?,
    UnsafePointer<Float>?
  )

  /// Transforms along the columns.
  ///
  /// - Parameters:
  ///   - isWhole: Whether all rows that the transform takes are there.
  ///   - columns: Columns of the map's memory; may lie outside.
  ///   - vectors: Vectors of channels.
  ///   - lines: Six lines of the columns' vectors.
  @inline(__always)
  private func makeLines(
    _ transform: Transform, isWhole: Bool, _ rows: Rows, of map: FeatureMap, _ columns: Range<Int>, _ vectors: Int,
    into lines: UnsafeMutablePointer<Float>
  ) {
    let inside = columns.clamped(to: 0..<map.shape.width / map.replication)
    var target = lines
    for column in columns {
      for vector in 0..<vectors {
        let place = column * map.shape.channels + vector * FloatVector.scalarCount
        var values = (
          FloatVector.zero, FloatVector.zero, FloatVector.zero, FloatVector.zero, FloatVector.zero, FloatVector.zero
        )
        if inside.contains(column) {
          @inline(__always)
          func load(_ row: UnsafePointer<Float>?) -> FloatVector {
            if isWhole { return FloatVector(row.unsafelyUnwrapped + place) }
            guard let row else { return .zero }
            return FloatVector(row + place)
          }
          values =
            transform == .input
            ? WinogradTransforms.input(
              (load(rows.0), load(rows.1), load(rows.2), load(rows.3), load(rows.4), load(rows.5)))
            : WinogradTransforms.outputGradient((load(rows.0), load(rows.1), load(rows.2), load(rows.3)))
        }
        WinogradTransforms.store(values, to: target, step: Self.lineCount)
        target += FloatVector.scalarCount
      }
    }
  }

  /// Transforms a tile along the rows.
  ///
  /// - Parameter places: Floats from the lines' beginnings to the columns of the tile.
  @inline(__always)
  private func finish(
    _ lines: UnsafeMutablePointer<Float>, _ places: (Int, Int, Int, Int, Int, Int), _ vectors: Int,
    into target: UnsafeMutablePointer<Float>
  ) {
    for vector in 0..<vectors {
      var line = UnsafePointer(lines + vector * FloatVector.scalarCount)
      var target = target + vector * FloatVector.scalarCount
      for _ in 0..<Self.lines {
        let values = WinogradTransforms.input(
          (
            FloatVector(line + places.0), FloatVector(line + places.1), FloatVector(line + places.2),
            FloatVector(line + places.3), FloatVector(line + places.4), FloatVector(line + places.5)
          ))
        WinogradTransforms.store(values, to: target, step: plane)
        line += Self.lineCount
        target += Self.lines * plane
      }
    }
  }

  /// Transforms a tile of gradients along the rows.
  ///
  /// - Parameter step: Floats between columns.
  @inline(__always)
  private func finishGradient(
    _ lines: UnsafeMutablePointer<Float>, step: Int, _ vectors: Int, into target: UnsafeMutablePointer<Float>
  ) {
    for vector in 0..<vectors {
      var line = UnsafePointer(lines + vector * FloatVector.scalarCount)
      var target = target + vector * FloatVector.scalarCount
      for _ in 0..<Self.lines {
        let values = WinogradTransforms.outputGradient(
          (
            FloatVector(line), FloatVector(line + step), FloatVector(line + 2 * step), FloatVector(line + 3 * step)
          ))
        WinogradTransforms.store(values, to: target, step: plane)
        line += Self.lineCount
        target += Self.lines * plane
      }
    }
  }
}
