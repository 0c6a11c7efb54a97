extension Conv2D {
  /// Samples are summed into this many partial gradients at most, whatever the number of workers, so that sums do
  /// not depend on it.
  private static let gradientParts = 16
  /// Floats that all partial gradients should take, so that writing and summing them costs little.
  private static let gradientPartsCount = 1 << 20
  /// Parts that there are even so, where the batch is large enough: work for as many workers.
  private static let smallestGradientParts = 8
  /// Floats of a partial gradient from which on it is worth several workers for itself.
  private static let largestGradientCount = 1 << 22

  /// The kernel of the input's gradient: a convolution of the output's gradient with the filters turned by 180°.
  ///
  /// Nil with a stride, where positions would have to be left out; there windows are scattered.
  func inputGradientKernel(for input: FeatureShape) -> ConvolutionKernel? {
    guard stride == 1 else { return nil }
    let geometry = geometry(input)
    return ConvolutionKernel(
      sources: [FeatureShape(height: geometry.outputHeight, width: geometry.outputWidth, channels: filters)],
      output: input, kernel: kernel, stride: 1, padding: kernel - 1 - geometry.padding, mayBeSingleFilter: false)
  }

  /// The kernel of the filters' gradient; nil where windows are gathered.
  private func filterGradientKernel(
    for input: FeatureShape, part: FeatureShape? = nil
  ) -> WinogradFilterGradient? {
    guard kernel == 3, stride == 1 else { return nil }
    let geometry = geometry(input)
    return WinogradFilterGradient(
      input: input,
      output: part
        ?? FeatureShape(height: geometry.outputHeight, width: geometry.outputWidth, channels: filters),
      padding: geometry.padding)
  }

  private func partCount(for input: FeatureShape) -> Int {
    filterGradientKernel(for: input)?.partCount ?? (geometry(input).patchCount + 1) * filters
  }

  private func parts(for input: FeatureShape, batch: Int) -> Int {
    let count = partCount(for: input)
    let smallest = count > Self.largestGradientCount ? Self.smallestGradientParts / 2 : Self.smallestGradientParts
    return min(batch, Self.gradientParts, max(smallest, Self.gradientPartsCount / count))
  }

  /// Floats of scratch for ``backward(_:mode:)``.
  func backwardScratch(for input: FeatureShape, batch: Int) -> (perWorker: Int, shared: Int) {
    let geometry = geometry(input)
    let windows = 2 * geometry.blockCount * geometry.patchCount
    return (
      max(
        inputGradientKernel(for: input)?.scratchCount ?? 0,
        filterGradientKernel(for: input)?.scratchCount ?? windows),
      parts(for: input, batch: batch) * partCount(for: input)
    )
  }

  /// The activation's derivative, then the gradients of filters and biases, samples summed in a fixed order, then that of
  /// the input.
  public func backward(_ pass: BackwardPass, mode: ExecutionMode) {
    let input = pass.input.shape
    pass.differentiate(activation)
    let filterGradient = filterGradientKernel(for: input, part: pass.part)
    let parts = parts(for: input, batch: pass.input.batch)
    let partCount = partCount(for: input)
    let partials = pass.workers.shared.pointer
    pass.workers.forEach(parts) { part, scratch in
      let sum = partials + part * partCount
      let samples = pass.input.batch * part / parts..<pass.input.batch * (part + 1) / parts
      if let filterGradient {
        filterGradient.sum(samples, of: pass.input, gradient: pass.outputGradient, into: sum, scratch: scratch)
      } else {
        sum.update(repeating: 0, count: partCount)
        for sample in samples { accumulate(pass, sample: sample, gradients: sum, scratch: scratch) }
      }
    }
    if filterGradient == nil {
      reduceWindowGradients(pass, parts: parts, partCount: partCount)
    } else {
      reduceTransformedGradients(pass, parts: parts, partCount: partCount)
    }
    guard let inputGradient = pass.inputGradients[0] else { return }
    if let kernel = inputGradientKernel(for: input) {
      let prepared = pass.prepared + forwardKernel(for: [input]).preparedCount.roundedUp(to: 16)
      kernel.convolve(
        [pass.outputGradient], filters: prepared,
        epilogue: ConvolutionEpilogue(bias: nil, activation: .linear), into: inputGradient,
        rows: 0..<input.height, accumulates: pass.accumulates[0], workers: pass.workers)
    } else {
      pass.workers.forEach(pass.input.batch) { sample, scratch in
        scatterInputGradient(pass, sample: sample, scratch: scratch)
      }
    }
  }

  /// Sums the parts in order, and brings the sum back from the transformed domain, shared out by input channels.
  private func reduceTransformedGradients(_ pass: BackwardPass, parts: Int, partCount: Int) {
    let channels = pass.input.shape.channels
    let columns = filters.roundedUp(to: MicroKernel.columns)
    let partials = pass.workers.shared.pointer
    let shares = max(1, min(channels, 16))
    pass.workers.forEach(shares) { share, _ in
      let range = channels * share / shares..<channels * (share + 1) / shares
      for point in 0..<WinogradTransforms.points {
        let first = (point * channels + range.lowerBound) * columns
        let total = partials + first
        for part in 1..<max(1, parts) {
          let addend = partials + part * partCount + first
          for index in 0..<range.count * columns { total[index] += addend[index] }
        }
      }
      WinogradTransforms.transformFilterGradients(
        partials, channels: range, inChannels: channels, outChannels: filters, into: pass.parameterGradients[0])
    }
    guard bias else { return }
    let biases = WinogradTransforms.points * channels * columns
    for filter in 0..<filters {
      var sum: Float = 0
      for part in 0..<parts { sum += partials[part * partCount + biases + filter] }
      pass.parameterGradients[1][filter] = sum
    }
  }

  private func reduceWindowGradients(_ pass: BackwardPass, parts: Int, partCount: Int) {
    let weightCount = partCount - filters
    let partials = pass.workers.shared.pointer
    pass.workers.forRanges(of: partCount) { range in
      for index in range {
        var sum: Float = 0
        for part in 0..<parts { sum += partials[part * partCount + index] }
        if index < weightCount {
          pass.parameterGradients[0][index] = sum
        } else if bias {
          pass.parameterGradients[1][index - weightCount] = sum
        }
      }
    }
  }

  /// Adds one sample's part to `gradients`, `[window + 1, filters]`, the last row for the bias: windows transposed times
  /// gradient.
  private func accumulate(
    _ pass: BackwardPass, sample: Int, gradients: UnsafeMutablePointer<Float>, scratch: UnsafeMutablePointer<Float>
  ) {
    let geometry = geometry(pass.input.shape)
    let input = pass.input.sample(sample)
    let block = geometry.blockCount
    let biasGradient = gradients + geometry.patchCount * filters
    for start in Swift.stride(from: 0, to: geometry.positions, by: block) {
      let range = start..<min(start + block, geometry.positions)
      let gradient = pass.outputGradient.sample(sample) + start * filters
      if bias {
        for row in 0..<range.count {
          for filter in 0..<filters { biasGradient[filter] += gradient[row * filters + filter] }
        }
      }
      var patches = input + start * pass.input.shape.channels
      if !geometry.isIdentity {
        patches = scratch
        geometry.gather(range, from: input, into: patches)
      }
      MatrixMultiply.multiply(
        m: geometry.patchCount, n: filters, k: range.count, patches, gradient, transposed: .left,
        into: gradients, accumulate: true)
    }
  }

  /// Gradient times filters transposed, scattered back to where the windows came from.
  private func scatterInputGradient(_ pass: BackwardPass, sample: Int, scratch: UnsafeMutablePointer<Float>) {
    guard let inputGradient = pass.inputGradient(0, sample: sample) else { return }
    let geometry = geometry(pass.input.shape)
    let block = geometry.blockCount
    for start in Swift.stride(from: 0, to: geometry.positions, by: block) {
      let range = start..<min(start + block, geometry.positions)
      MatrixMultiply.multiply(
        m: range.count, n: geometry.patchCount, k: filters, pass.outputGradient.sample(sample) + start * filters,
        pass.parameters[0], transposed: .right, into: scratch)
      geometry.scatter(range, from: scratch, addingTo: inputGradient)
    }
  }
}
