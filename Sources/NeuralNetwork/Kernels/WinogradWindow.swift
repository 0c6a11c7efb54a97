/// A 6×6 window of a channels-last map, found by six rows and six distances within a row.
struct WinogradWindow {
  typealias Rows = (
    UnsafePointer<Float>, UnsafePointer<Float>, UnsafePointer<Float>, UnsafePointer<Float>, UnsafePointer<Float>,
    UnsafePointer<Float>
  )
  typealias Columns = (Int, Int, Int, Int, Int, Int)

  let rows: Rows
  let columns: Columns
  let channels: Int

  /// The window whose rows and columns are found by calls, zero to five.
  @inline(__always)
  init(channels: Int, row: (Int) -> UnsafeMutablePointer<Float>, column: (Int) -> Int) {
    rows = (
      UnsafePointer(row(0)), UnsafePointer(row(1)), UnsafePointer(row(2)), UnsafePointer(row(3)), UnsafePointer(row(4)),
      UnsafePointer(row(5))
    )
    columns = (column(0), column(1), column(2), column(3), column(4), column(5))
    self.channels = channels
  }

  /// The window of a copy, `[6, 6, channels]`.
  @inline(__always)
  init(patch: UnsafeMutablePointer<Float>, channels: Int) {
    self.init(channels: channels) {
      patch + $0 * 6 * channels
    } column: {
      $0 * channels
    }
  }

  /// Writes `Bᵀ d B` of every channel.
  ///
  /// Vectors are loaded and stored whole: up to seven floats past the last channel are read, and written at every
  /// point; the next source's channels, or nobody, are there. The six rows of `Bᵀ d` are made in four groups that share
  /// terms, and each is finished before the next: twelve vectors at a time fit the registers.
  ///
  /// - Parameters:
  ///   - offset: Floats from the window's own place, to step through a row of windows.
  ///   - target: `[36]` points, `plane` floats apart, of `channels` each.
  @inline(__always)
  func transform(offset: Int = 0, into target: UnsafeMutablePointer<Float>, plane: Int) {
    typealias Six = WinogradTransforms.Six
    let row = 6 * plane
    for channel in Swift.stride(from: 0, to: channels, by: 8) {
      let place = offset + channel
      let target = target + channel
      @inline(__always)
      func each(_ value: (Int) -> FloatVector) -> Six {
        (
          value(columns.0 + place), value(columns.1 + place), value(columns.2 + place), value(columns.3 + place),
          value(columns.4 + place), value(columns.5 + place)
        )
      }
      @inline(__always)
      func finish(_ line: Six, _ index: Int) {
        WinogradTransforms.store(WinogradTransforms.input(line), to: target + index * row, step: plane)
      }
      @inline(__always)
      func finishPair(_ first: Six, _ second: Six, _ index: Int) {
        finish(WinogradTransforms.combine(first, second, +), index)
        finish(WinogradTransforms.combine(first, second, -), index + 1)
      }
      finish(
        each { (4 * FloatVector(rows.0 + $0) + FloatVector(rows.4 + $0)).addingProduct(-5, FloatVector(rows.2 + $0)) },
        0)
      finishPair(
        each { FloatVector(rows.4 + $0).addingProduct(-4, FloatVector(rows.2 + $0)) },
        each { FloatVector(rows.3 + $0).addingProduct(-4, FloatVector(rows.1 + $0)) }, 1)
      finishPair(
        each { FloatVector(rows.4 + $0) - FloatVector(rows.2 + $0) },
        each { 2 * (FloatVector(rows.3 + $0) - FloatVector(rows.1 + $0)) }, 3)
      finish(
        each { (4 * FloatVector(rows.1 + $0) + FloatVector(rows.5 + $0)).addingProduct(-5, FloatVector(rows.3 + $0)) },
        5)
    }
  }
}
