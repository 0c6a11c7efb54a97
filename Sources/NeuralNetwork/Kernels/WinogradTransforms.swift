/// The linear maps of Winograd's F(4×4, 3×3) with the points 0, ±1, ±2 and ∞, and their adjoints.
///
/// `output = Aᵀ [ (G g Gᵀ) ⊙ (Bᵀ d B) ] A` for a 6×6 input tile `d` and a 3×3 filter `g` gives the 4×4 outputs with 36 products
/// instead of 144 (Lavin and Gray, "Fast Algorithms for Convolutional Neural Networks", 2015).
enum WinogradTransforms {
  /// Outputs along each side of a tile.
  static let outputs = 4
  /// Inputs along each side of a tile.
  static let inputs = 6
  /// Products a tile, channel and filter.
  static let points = 36

  typealias Six = (FloatVector, FloatVector, FloatVector, FloatVector, FloatVector, FloatVector)
  typealias Four = (FloatVector, FloatVector, FloatVector, FloatVector)

  /// `Bᵀ d`.
  @inline(__always)
  static func input(_ d: Six) -> Six {
    let (even, odd) = (d.4.addingProduct(-4, d.2), d.3.addingProduct(-4, d.1))
    let (near, far) = (d.4 - d.2, d.3 - d.1)
    return (
      near.addingProduct(4, d.0 - d.2), even + odd, even - odd, near.addingProduct(2, far), near.addingProduct(-2, far),
      (d.5 - d.3).addingProduct(-4, far)
    )
  }

  /// `Aᵀ m`.
  @inline(__always)
  static func output(_ m: Six) -> Four {
    let (sum1, difference1) = (m.1 + m.2, m.1 - m.2)
    let (sum2, difference2) = (m.3 + m.4, m.3 - m.4)
    return (
      m.0 + sum1 + sum2, difference1.addingProduct(2, difference2), sum1.addingProduct(4, sum2),
      (difference1 + m.5).addingProduct(8, difference2)
    )
  }

  /// `A y`, the adjoint of ``output(_:)``: what the gradient of the outputs is to the products.
  @inline(__always)
  static func outputGradient(_ y: Four) -> Six {
    let (even1, odd1) = (y.0 + y.2, y.1 + y.3)
    let even2 = y.0.addingProduct(4, y.2)
    let odd2 = (2 * y.1).addingProduct(8, y.3)
    return (y.0, even1 + odd1, even1 - odd1, even2 + odd2, even2 - odd2, y.3)
  }

  typealias Three = (FloatVector, FloatVector, FloatVector)

  /// `G g`.
  @inline(__always)
  private static func filter(_ g: Three) -> Six {
    let sixth = (g.0 + g.2) * (-1 / 6)
    let middle = g.1 * (1 / 6)
    let outer = (g.0 * (1 / 24)).addingProduct(1 / 6, g.2)
    let half = g.1 * (1 / 12)
    return (g.0 * 0.25, sixth - middle, sixth + middle, outer + half, outer - half, g.2)
  }

  /// `Gᵀ u`, the adjoint of ``filter(_:)``.
  @inline(__always)
  private static func filterGradient(_ u: Six) -> Three {
    let near = (u.1 + u.2) * (-1 / 6)
    let far = u.3 + u.4
    return (
      near.addingProduct(1 / 24, far).addingProduct(0.25, u.0),
      ((u.2 - u.1) * (1 / 6)).addingProduct(1 / 12, u.3 - u.4), near.addingProduct(1 / 6, far) + u.5
    )
  }

  /// How the filters are to be read for the transform.
  enum FilterUse {
    /// As they are.
    case forward
    /// Turned by 180° with input and output channels exchanged: the filters of the gradient of the input.
    case inputGradient
  }

  /// Floats that ``transformFilters(_:inChannels:outChannels:use:into:)`` writes.
  static func filterCount(inChannels: Int, outChannels: Int) -> Int {
    points * inChannels * outChannels.roundedUp(to: MicroKernel.columns)
  }

  /// `G g Gᵀ` of all filters, in panels of sixteen output channels.
  ///
  /// - Parameters:
  ///   - filters: `[3, 3, in, out]`; for the input's gradient `[3, 3, out, in]`.
  ///   - result: `[36, ⌈out / 16⌉, in, 16]`, zero past the last output channel.
  static func transformFilters(
    _ filters: UnsafePointer<Float>, inChannels: Int, outChannels: Int, use: FilterUse,
    into result: UnsafeMutablePointer<Float>
  ) {
    let columns = MicroKernel.columns
    let paddedCount = outChannels.roundedUp(to: columns)
    let plane = paddedCount * inChannels

    /// One tap of one input channel's filters for eight output channels.
    @inline(__always)
    func load(_ tap: Int, _ channel: Int, _ place: Int) -> FloatVector {
      let source: UnsafePointer<Float>
      let step: Int
      switch use {
      case .forward: (source, step) = (filters + (tap * inChannels + channel) * outChannels + place, 1)
      case .inputGradient:
        (source, step) = (filters + ((8 - tap) * outChannels + place) * inChannels + channel, inChannels)
      }
      if step == 1, place + 8 <= outChannels { return FloatVector(source) }
      var result = FloatVector.zero
      for lane in 0..<max(0, min(8, outChannels - place)) { result[lane] = source[lane * step] }
      return result
    }

    for channel in 0..<inChannels {
      for place in Swift.stride(from: 0, to: paddedCount, by: 8) {
        let left = filter((load(0, channel, place), load(3, channel, place), load(6, channel, place)))
        let middle = filter((load(1, channel, place), load(4, channel, place), load(7, channel, place)))
        let right = filter((load(2, channel, place), load(5, channel, place), load(8, channel, place)))
        let target = result + (place / columns * inChannels + channel) * columns + place % columns
        store(filter((left.0, middle.0, right.0)), to: target, step: plane)
        store(filter((left.1, middle.1, right.1)), to: target + 6 * plane, step: plane)
        store(filter((left.2, middle.2, right.2)), to: target + 12 * plane, step: plane)
        store(filter((left.3, middle.3, right.3)), to: target + 18 * plane, step: plane)
        store(filter((left.4, middle.4, right.4)), to: target + 24 * plane, step: plane)
        store(filter((left.5, middle.5, right.5)), to: target + 30 * plane, step: plane)
      }
    }
  }

  /// `Gᵀ u G`, the adjoint of the filters' transform: from the gradient in the transformed domain to that of the
  /// filters.
  ///
  /// - Parameters:
  ///   - gradients: `[36, in, columns]`, where `columns` is `outChannels` rounded up to sixteen.
  ///   - channels: The input channels to do.
  ///   - result: `[3, 3, in, out]`, of which `channels` are written.
  static func transformFilterGradients(
    _ gradients: UnsafePointer<Float>, channels: Range<Int>, inChannels: Int, outChannels: Int,
    into result: UnsafeMutablePointer<Float>
  ) {
    let columns = outChannels.roundedUp(to: MicroKernel.columns)
    let plane = inChannels * columns
    for channel in channels {
      for place in Swift.stride(from: 0, to: outChannels, by: 8) {
        let source = gradients + channel * columns + place
        let column0 = filterGradient(load(source, step: 6 * plane))
        let column1 = filterGradient(load(source + plane, step: 6 * plane))
        let column2 = filterGradient(load(source + 2 * plane, step: 6 * plane))
        let column3 = filterGradient(load(source + 3 * plane, step: 6 * plane))
        let column4 = filterGradient(load(source + 4 * plane, step: 6 * plane))
        let column5 = filterGradient(load(source + 5 * plane, step: 6 * plane))
        let rows = (
          filterGradient((column0.0, column1.0, column2.0, column3.0, column4.0, column5.0)),
          filterGradient((column0.1, column1.1, column2.1, column3.1, column4.1, column5.1)),
          filterGradient((column0.2, column1.2, column2.2, column3.2, column4.2, column5.2))
        )
        let step = inChannels * outChannels
        let target = result + channel * outChannels + place
        let count = outChannels - place
        @inline(__always)
        func write(_ taps: Three, _ row: Int) {
          taps.0.store(first: count, to: target + 3 * row * step)
          taps.1.store(first: count, to: target + (3 * row + 1) * step)
          taps.2.store(first: count, to: target + (3 * row + 2) * step)
        }
        write(rows.0, 0)
        write(rows.1, 1)
        write(rows.2, 2)
      }
    }
  }

  /// Joins six vectors with six others.
  @inline(__always)
  static func combine(_ a: Six, _ b: Six, _ join: (FloatVector, FloatVector) -> FloatVector) -> Six {
    (join(a.0, b.0), join(a.1, b.1), join(a.2, b.2), join(a.3, b.3), join(a.4, b.4), join(a.5, b.5))
  }

  /// Six vectors that lie `step` floats apart.
  @inline(__always)
  static func load(_ source: UnsafePointer<Float>, step: Int) -> Six {
    (
      FloatVector(source), FloatVector(source + step), FloatVector(source + 2 * step), FloatVector(source + 3 * step),
      FloatVector(source + 4 * step), FloatVector(source + 5 * step)
    )
  }

  /// Writes six vectors `step` floats apart.
  @inline(__always)
  static func store(_ values: Six, to target: UnsafeMutablePointer<Float>, step: Int) {
    values.0.store(to: target)
    values.1.store(to: target + step)
    values.2.store(to: target + 2 * step)
    values.3.store(to: target + 3 * step)
    values.4.store(to: target + 4 * step)
    values.5.store(to: target + 5 * step)
  }
}
