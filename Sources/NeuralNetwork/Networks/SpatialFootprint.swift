/// How one layer's output position relates to the positions of its input, along each axis.
public struct SpatialFootprint: Sendable, Equatable {
  /// Input positions between neighbouring outputs, as the fraction `shrink / grow`.
  public var shrink = 1
  /// Outputs for one input position.
  public var grow = 1
  /// Input positions read before, and after, the ones that `shrink` covers. `after` may be negative.
  public var before = 0
  /// See ``before``.
  public var after = 0
  /// Whether the output is as large as `input × grow / shrink` says, without loss at the border.
  public var keepsBorder = true

  /// Each output from the input at its own position.
  public static let pointwise = SpatialFootprint()
}

/// What a network's output pixel sees of its input, along each axis, in input pixels.
public struct ReceptiveField: Sendable, Equatable {
  /// Input pixels between neighbouring positions of this tensor.
  public var scale = 1
  /// Input pixels seen before the `scale` pixels that a position stands for.
  public var before = 0
  /// Input pixels seen after them.
  public var after = 0
  /// Least common multiple of the scales on the way: sizes and offsets of tiles must be multiples of it.
  public var alignment = 1
  /// Whether every layer kept the border, so that output and input have the same extent.
  public var keepsBorder = true

  /// Pixels seen along one axis.
  public var extent: Int { before + scale + after }

  /// The field after one more layer; nil where an output position would be a fraction of a pixel.
  func appending(_ step: SpatialFootprint) -> ReceptiveField? {
    guard (scale * step.shrink) % step.grow == 0 else { return nil }
    let newScale = scale * step.shrink / step.grow
    // A position repeated `grow` times covers the same input for each repetition: the first sees further
    // after itself, the last further before.
    let repeated = step.grow > 1 ? scale * step.shrink - newScale : 0
    var result = self
    result.scale = newScale
    result.before = before + step.before * scale + repeated
    result.after = max(0, after + step.after * scale + repeated)
    result.alignment = leastCommonMultiple(alignment, newScale)
    result.keepsBorder = keepsBorder && step.keepsBorder
    return result
  }

  /// The field of a tensor made from two; nil where their scales differ.
  func union(_ other: ReceptiveField) -> ReceptiveField? {
    guard scale == other.scale else { return nil }
    return ReceptiveField(
      scale: scale, before: max(before, other.before), after: max(after, other.after),
      alignment: leastCommonMultiple(alignment, other.alignment), keepsBorder: keepsBorder && other.keepsBorder)
  }
}
