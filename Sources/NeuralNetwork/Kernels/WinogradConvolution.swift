/// Convolves channels-last maps with 3×3 filters, stride 1, by Winograd's F(4×4, 3×3).
///
/// A block of tiles is brought to the transformed domain, multiplied there at 36 points, and brought back thirty-two
/// filters at a time, so that everything but the filters stays in the second-level cache. A quarter of the
/// direct method's products; no allocation. Errors are of the order of 10⁻⁶ of the largest value.
///
/// - SeeAlso: ``WinogradTransforms``.
struct WinogradConvolution {
  /// Shape of the input; of all sources together.
  let input: FeatureShape
  /// Shape of the output.
  let output: FeatureShape
  /// Zeros around the input: 1; 0 where only valid positions are computed, 2 for the gradient of those.
  let padding: Int

  /// Output rows of one tile.
  static let rowGranularity = WinogradTransforms.outputs
  /// Filters that are brought back at a time.
  private static let groupCount = 32

  /// Floats of one tile at one point: the channels, and room for the whole vectors in which they are stored.
  private let tileStride: Int

  /// Plans a convolution of maps whose channels, one behind another, are the input.
  init(sources: [FeatureShape], output: FeatureShape, padding: Int) {
    input = FeatureShape(joining: sources)
    self.output = output
    self.padding = padding
    let channels = input.channels
    tileStride = sources.allSatisfy { $0.channels % 8 == 0 } ? channels : (channels + 7).roundedUp(to: 8)
  }

  /// Tiles in a block: as many as leave room for the products in half a megabyte.
  private var blockCapacity: Int { max(12, min(48, 1536 / tileStride / 6 * 6)) }
  /// Floats between points. A line more than the tiles take: the 36 places must not fall on one set of the cache.
  private var inputPlane: Int { blockCapacity * tileStride + 16 }
  private var outputPlane: Int { blockCapacity * Self.groupCount + 16 }

  /// Floats of scratch for a worker.
  var scratchCount: Int {
    WinogradTransforms.points * (inputPlane + outputPlane) + WinogradReader.scratchCount
  }

  /// Computes rows of the output.
  ///
  /// - Parameters:
  ///   - sources: Maps whose channels, one behind another, are the input.
  ///   - filters: From ``WinogradTransforms/transformFilters(_:inChannels:outChannels:use:into:)``.
  ///   - result: `[batch, height, width, filters]`; written, or added to where `accumulates`.
  ///   - rows: Output rows to compute.
  ///   - rowPhase: What rows that begin a tile are modulo four.
  func convolve(
    _ sources: [FeatureMap], filters: UnsafePointer<Float>, epilogue: ConvolutionEpilogue, into result: FeatureMap,
    rows: Range<Int>, rowPhase: Int = 0, accumulates: Bool = false, workers: Workers
  ) {
    // The row that begins a tile and is the last not below the first row: above the map where that is row 0.
    let top = rows.lowerBound - (rows.lowerBound - rowPhase + 4) % 4
    let tiling = WinogradTiling(samples: 0..<result.batch, top: top, rowEnd: rows.upperBound, width: output.width)
    let reader = WinogradReader(transform: .input, tileStride: tileStride, plane: inputPlane)
    let blocks = (tiling.count + blockCapacity - 1) / blockCapacity
    workers.forEach(blocks) { block, scratch in
      let tiles = tiling.count * block / blocks..<tiling.count * (block + 1) / blocks
      let products = scratch + WinogradTransforms.points * inputPlane
      let patch = products + WinogradTransforms.points * outputPlane
      tiling.forEachRun(tiles) { run in
        var target = scratch + run.first * tileStride
        for source in sources {
          reader.read(
            source, sample: run.sample, top: run.y - padding, left: run.x - padding, count: run.count,
            channels: 0..<source.shape.channels, into: target, scratch: patch)
          target += source.shape.channels
        }
      }
      let paddedRows = MicroKernel.paddedRows(tiles.count)
      for group in Swift.stride(from: 0, to: output.channels, by: Self.groupCount) {
        let width = min(Self.groupCount, (output.channels - group).roundedUp(to: MicroKernel.columns))
        multiply(scratch, filters, rows: paddedRows, group: group, width: width, into: products)
        tiling.forEachRun(tiles) { run in
          transformOutput(
            products + run.first * width, stride: width, group: group, run, epilogue: epilogue, into: result,
            rows: rows, accumulates: accumulates, patch: patch)
        }
      }
    }
  }

  /// 36 products, `[tiles, in] · [in, filters of the group]`.
  private func multiply(
    _ tiles: UnsafePointer<Float>, _ filters: UnsafePointer<Float>, rows: Int, group: Int, width: Int,
    into products: UnsafeMutablePointer<Float>
  ) {
    let columns = MicroKernel.columns
    let filterPlane = input.channels * output.channels.roundedUp(to: columns)
    let kernel = MicroKernel(aRow: tileStride, depth: input.channels, cRow: width)
    for point in 0..<WinogradTransforms.points {
      for panel in Swift.stride(from: 0, to: width, by: columns) {
        kernel.multiply(
          rows: rows, tiles + point * inputPlane, filters + point * filterPlane + (group + panel) * input.channels,
          into: products + point * outputPlane + panel)
      }
    }
  }

  /// Brings a run of tiles of a group of filters back, and adds bias and activation.
  ///
  /// - Parameter patch: Room for a tile that is not written whole.
  private func transformOutput(
    _ products: UnsafePointer<Float>, stride: Int, group: Int, _ run: WinogradTiling.Run, epilogue: ConvolutionEpilogue,
    into result: FeatureMap, rows range: Range<Int>, accumulates: Bool, patch: UnsafeMutablePointer<Float>
  ) {
    let filters = output.channels
    let groupEnd = min(filters, group + Self.groupCount)
    let rows = max(range.lowerBound, run.y)..<min(run.y + 4, range.upperBound)
    let tile = WinogradTile(column: filters) {
      result.row(min(max(run.y + $0, rows.lowerBound), rows.upperBound - 1), ofSample: run.sample) + run.x * filters
    }
    let part = WinogradTile(patch: patch)
    let wholeTiles = rows.count == 4 && !accumulates ? min(run.count, (output.width - run.x) / 4) : 0
    for channel in Swift.stride(from: group, to: groupEnd, by: FloatVector.scalarCount) {
      let bias = epilogue.biases(channel, of: filters)
      let source = products + (channel - group)
      let whole = channel + FloatVector.scalarCount <= filters ? wholeTiles : 0
      for index in 0..<whole {
        tile.transform(
          source + index * stride, plane: outputPlane, bias: bias, epilogue: epilogue,
          offset: 4 * index * filters + channel)
      }
      for index in whole..<run.count {
        part.transform(source + index * stride, plane: outputPlane, bias: bias, epilogue: epilogue)
        copyTile(
          patch, rows: rows, top: run.y, left: run.x + 4 * index, channel: channel, sample: run.sample, into: result,
          accumulates: accumulates)
      }
    }
    guard epilogue.needsFinish else { return }
    for row in rows {
      let target = result.row(row, ofSample: run.sample) + run.x * filters + group
      for column in 0..<min(4 * run.count, output.width - run.x) {
        epilogue.finish(target + column * filters, count: groupEnd - group)
      }
    }
  }

  /// Copies what lies inside the map of a tile of up to eight filters.
  ///
  /// - Parameters:
  ///   - patch: `[4, 4, 8]`.
  ///   - rows: The rows to write.
  ///   - top: The row of the tile's first outputs.
  ///   - left: Their column.
  private func copyTile(
    _ patch: UnsafePointer<Float>, rows: Range<Int>, top: Int, left: Int, channel: Int, sample: Int,
    into result: FeatureMap, accumulates: Bool
  ) {
    let filters = output.channels
    let lanes = min(FloatVector.scalarCount, filters - channel)
    for row in rows {
      let source = patch + (row - top) * 4 * FloatVector.scalarCount
      let target = result.row(row, ofSample: sample) + left * filters + channel
      for column in 0..<min(4, output.width - left) {
        let value = FloatVector(source + column * FloatVector.scalarCount)
        let place = target + column * filters
        if accumulates {
          for lane in 0..<lanes { place[lane] += value[lane] }
        } else {
          value.store(first: lanes, to: place)
        }
      }
    }
  }
}
