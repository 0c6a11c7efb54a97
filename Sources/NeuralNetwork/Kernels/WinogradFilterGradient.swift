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

  private var tileStride: Int { input.channels.roundedUp(to: 8) }
  private var paddedFilters: Int { output.channels.roundedUp(to: MicroKernel.columns) }
  private var blockCapacity: Int { max(12, min(48, 3072 / tileStride / 6 * 6)) }
  private var inputPlane: Int { blockCapacity * tileStride + 16 }
  private var gradientPlane: Int { blockCapacity * Self.groupCount + 16 }

  /// Floats of scratch for a worker.
  var scratchCount: Int {
    WinogradTransforms.points * (inputPlane + gradientPlane) + WinogradReader.scratchCount
  }

  /// Floats of one partial sum: 36 points, `[in, filters]` each, and the biases'.
  var partCount: Int { (WinogradTransforms.points * input.channels + 1) * paddedFilters }

  /// Sums the parts of some samples.
  ///
  /// - Parameters:
  ///   - samples: The samples of both maps to use.
  ///   - sum: `[36, in, filters]` with filters rounded up to sixteen, then the biases' gradient.
  ///   - scratch: ``scratchCount`` floats.
  func sum(
    _ samples: Range<Int>, of map: FeatureMap, gradient: FeatureMap, into sum: UnsafeMutablePointer<Float>,
    scratch: UnsafeMutablePointer<Float>
  ) {
    let gradients = scratch + WinogradTransforms.points * inputPlane
    let lines = gradients + WinogradTransforms.points * gradientPlane
    let tiling = WinogradTiling(samples: samples, top: 0, rowEnd: output.height, width: output.width)
    let blocks = (tiling.count + blockCapacity - 1) / blockCapacity
    let biases = sum + WinogradTransforms.points * input.channels * paddedFilters
    biases.update(repeating: 0, count: paddedFilters)
    let reader = WinogradReader(transform: .input, tileStride: tileStride, plane: inputPlane)
    for block in 0..<blocks {
      let tiles = tiling.count * block / blocks..<tiling.count * (block + 1) / blocks
      tiling.forEachRun(tiles) { run in
        reader.read(
          map, sample: run.sample, top: run.y - padding, left: run.x - padding, count: run.count,
          channels: 0..<input.channels, into: scratch + run.first * tileStride, scratch: lines)
      }
      for group in Swift.stride(from: 0, to: output.channels, by: Self.groupCount) {
        let width = min(Self.groupCount, paddedFilters - group)
        let channels = group..<min(output.channels, group + width)
        let gradientReader = WinogradReader(transform: .outputGradient, tileStride: width, plane: gradientPlane)
        tiling.forEachRun(tiles) { run in
          gradientReader.read(
            gradient, sample: run.sample, top: run.y, left: run.x, count: run.count, channels: channels,
            into: gradients + run.first * width, scratch: lines)
        }
        // At the second point of both axes the transform is the tile's plain sum.
        for tile in 0..<tiles.count {
          (biases + group).addRun(gradients + 7 * gradientPlane + tile * width, count: channels.count)
        }
        multiply(
          scratch, gradients, tiles: tiles.count, group: group, width: width, into: sum, accumulates: block > 0)
      }
    }
  }

  /// 36 products, `[in, tiles] · [tiles, filters of the group]`, the sums of a block or added to those of others.
  private func multiply(
    _ tiles: UnsafePointer<Float>, _ gradients: UnsafePointer<Float>, tiles count: Int, group: Int, width: Int,
    into sum: UnsafeMutablePointer<Float>, accumulates: Bool
  ) {
    let kernel = MicroKernel(
      aRow: 1, aStep: tileStride, depth: count, bStep: width, cRow: paddedFilters, accumulates: accumulates)
    for point in 0..<WinogradTransforms.points {
      for panel in Swift.stride(from: 0, to: width, by: MicroKernel.columns) {
        kernel.multiply(
          rows: input.channels, tiles + point * inputPlane, gradients + point * gradientPlane + panel,
          into: sum + point * input.channels * paddedFilters + group + panel)
      }
    }
  }
}
