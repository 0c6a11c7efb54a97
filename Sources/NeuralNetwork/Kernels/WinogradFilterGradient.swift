/// The gradient of 3×3 filters, stride 1, with products in Winograd's transformed domain.
///
/// The adjoint of ``WinogradConvolution``: `dg = Gᵀ [ Σ (Bᵀ d B) ⊙ (A dy Aᵀ) ] G`, where the sum is over all tiles.
struct WinogradFilterGradient {
  /// Shape of the input.
  let input: FeatureShape
  /// Shape of the output.
  let output: FeatureShape
  /// Zeros around the input: 1, or 0 where only valid positions are computed.
  let padding: Int

  private static let groupCount = 32

  private var tilesAcross: Int { (output.width + 3) / 4 }
  private var tilesDown: Int { (output.height + 3) / 4 }
  private var tileStride: Int { input.channels.roundedUp(to: 8) }
  private var paddedFilters: Int { output.channels.roundedUp(to: MicroKernel.columns) }
  private var blockCapacity: Int { max(12, min(48, 3072 / tileStride / 6 * 6)) }
  private var inputPlane: Int { blockCapacity * tileStride + 16 }
  private var gradientPlane: Int { blockCapacity * Self.groupCount + 16 }
  private var patchCount: Int { WinogradTransforms.points * (max(input.channels, output.channels) + 16) }

  /// Floats of scratch for a worker.
  var scratchCount: Int {
    WinogradTransforms.points * (inputPlane + gradientPlane) + patchCount + 8 * WinogradTransforms.points
  }

  /// Floats of one partial sum: 36 points, `[in, filters]` each, and the biases'.
  var partCount: Int { (WinogradTransforms.points * input.channels + 1) * paddedFilters }

  /// Adds the part of some samples to a partial sum.
  ///
  /// - Parameters:
  ///   - samples: The samples of both maps to use.
  ///   - sum: `[36, in, filters]` with filters rounded up to sixteen, then the biases' gradient; added to.
  ///   - scratch: ``scratchCount`` floats.
  func accumulate(
    _ samples: Range<Int>, of map: FeatureMap, gradient: FeatureMap, into sum: UnsafeMutablePointer<Float>,
    scratch: UnsafeMutablePointer<Float>
  ) {
    let gradients = scratch + WinogradTransforms.points * inputPlane
    let patch = gradients + WinogradTransforms.points * gradientPlane
    let work = patch + patchCount
    let tilesOfSample = tilesDown * tilesAcross
    let total = samples.count * tilesOfSample
    let blocks = (total + blockCapacity - 1) / blockCapacity
    let biases = sum + WinogradTransforms.points * input.channels * paddedFilters
    for block in 0..<blocks {
      let first = total * block / blocks
      let count = total * (block + 1) / blocks - first
      for index in 0..<count {
        let (sample, y, x) = tile(first + index, tilesOfSample, samples)
        window(of: map, sample: sample, top: y - padding, left: x - padding, extent: 6, patch: patch)
          .transform(into: scratch + index * tileStride, plane: inputPlane)
      }
      for group in Swift.stride(from: 0, to: output.channels, by: Self.groupCount) {
        let width = min(Self.groupCount, paddedFilters - group)
        for index in 0..<count {
          let (sample, y, x) = tile(first + index, tilesOfSample, samples)
          let window = window(of: gradient, sample: sample, top: y, left: x, extent: 4, patch: patch)
          for channel in Swift.stride(from: group, to: min(output.channels, group + width), by: 8) {
            let target = gradients + index * width + channel - group
            transformGradient(window, channel: channel, into: target, work: work)
            // At the second point of both axes the transform is the tile's plain sum.
            (FloatVector(biases + channel) + FloatVector(target + 7 * gradientPlane)).store(to: biases + channel)
          }
        }
        multiply(scratch, gradients, tiles: count, group: group, width: width, into: sum)
      }
    }
  }

  private func tile(_ index: Int, _ tilesOfSample: Int, _ samples: Range<Int>) -> (sample: Int, y: Int, x: Int) {
    let (sample, place) = index.quotientAndRemainder(dividingBy: tilesOfSample)
    let (row, column) = place.quotientAndRemainder(dividingBy: tilesAcross)
    return (samples.lowerBound + sample, row * 4, column * 4)
  }

  /// A window in place, or a copy of it with zeros outside the map.
  private func window(
    of map: FeatureMap, sample: Int, top: Int, left: Int, extent: Int, patch: UnsafeMutablePointer<Float>
  ) -> WinogradWindow {
    let channels = map.shape.channels
    guard top >= 0, left >= 0, top + extent <= map.shape.height, left + extent <= map.shape.width else {
      patch.update(repeating: 0, count: WinogradTransforms.points * channels)
      let columns = (left..<left + extent).clamped(to: 0..<map.shape.width)
      for y in (top..<top + extent).clamped(to: 0..<map.shape.height) {
        let target = patch + ((y - top) * 6 + columns.lowerBound - left) * channels
        target.update(
          from: map.row(y, ofSample: sample) + columns.lowerBound * channels, count: columns.count * channels)
      }
      return WinogradWindow(patch: patch, channels: channels)
    }
    return WinogradWindow(channels: channels) {
      map.row(min(top + $0, map.shape.height - 1), ofSample: sample)
    } column: {
      (left + $0) * channels
    }
  }

  /// `A dy Aᵀ` of eight filters of one tile.
  @inline(__always)
  private func transformGradient(
    _ window: WinogradWindow, channel: Int, into target: UnsafeMutablePointer<Float>,
    work: UnsafeMutablePointer<Float>
  ) {
    let (rows, columns) = (window.rows, window.columns)
    @inline(__always)
    func transformColumn(_ offset: Int, _ column: Int) {
      let place = offset + channel
      let values = WinogradTransforms.outputGradient(
        (
          FloatVector(rows.0 + place), FloatVector(rows.1 + place), FloatVector(rows.2 + place),
          FloatVector(rows.3 + place)
        ))
      WinogradTransforms.store(values, to: work + column * 8, step: 48)
    }
    transformColumn(columns.0, 0)
    transformColumn(columns.1, 1)
    transformColumn(columns.2, 2)
    transformColumn(columns.3, 3)
    for row in 0..<6 {
      let line = work + row * 48
      let values = WinogradTransforms.outputGradient(
        (FloatVector(line), FloatVector(line + 8), FloatVector(line + 16), FloatVector(line + 24)))
      WinogradTransforms.store(values, to: target + row * 6 * gradientPlane, step: gradientPlane)
    }
  }

  /// 36 products, `[in, tiles] · [tiles, filters of the group]`, added to the sums.
  private func multiply(
    _ tiles: UnsafePointer<Float>, _ gradients: UnsafePointer<Float>, tiles count: Int, group: Int, width: Int,
    into sum: UnsafeMutablePointer<Float>
  ) {
    let kernel = MicroKernel(
      aRow: 1, aStep: tileStride, depth: count, bStep: width, cRow: paddedFilters, accumulates: true)
    for point in 0..<WinogradTransforms.points {
      for panel in Swift.stride(from: 0, to: width, by: MicroKernel.columns) {
        kernel.multiply(
          rows: input.channels, tiles + point * inputPlane, gradients + point * gradientPlane + panel,
          into: sum + point * input.channels * paddedFilters + group + panel)
      }
    }
  }
}
