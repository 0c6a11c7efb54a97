/// The correspondence between a wide map and the deep map that holds its squares in channels.
struct PixelShuffling {
  let wide: FeatureShape
  let deep: FeatureShape
  let factor: Int

  /// Calls `body` with the offsets of every run of floats that lie together in both maps.
  func forEachRun(_ body: (_ wide: Int, _ deep: Int, _ count: Int) -> Void) {
    let run = factor * wide.channels
    for y in 0..<wide.height {
      let (row, inner) = y.quotientAndRemainder(dividingBy: factor)
      for x in 0..<deep.width {
        body((y * deep.width + x) * run, (row * deep.width + x) * deep.channels + inner * run, run)
      }
    }
  }
}
