/// What an outline is filled with.
protocol Paint {
  /// Grays of a run of pixels, 0 = black, 255 = white.
  ///
  /// - Parameters:
  ///   - x: The first pixel's column.
  ///   - y: The row.
  ///   - count: How many pixels to write.
  func grays(x: Int, y: Int, count: Int, into result: inout [Float])
}
