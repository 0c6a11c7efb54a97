/// The parts of tensors that anybody reads.
///
/// A pooling drops the rows and columns that do not fill a square; whoever makes its input need not compute them, nor look
/// for a gradient there.
enum ReadParts {
  /// A layer that reads a tensor.
  struct Reader {
    /// Index into the shapes.
    let tensor: Int
    let layer: any Layer
    let output: FeatureShape
  }

  /// For every tensor the shape of what is read, from its first row and column; all of it where nobody reads it.
  static func shapes(_ shapes: [FeatureShape], readers: [Reader]) -> [FeatureShape] {
    var parts: [FeatureShape?] = Array(repeating: nil, count: shapes.count)
    for reader in readers {
      let whole = shapes[reader.tensor]
      let part = self.part(of: whole, read: reader)
      let known = parts[reader.tensor]
      parts[reader.tensor] = FeatureShape(
        height: max(part.height, known?.height ?? 0), width: max(part.width, known?.width ?? 0),
        channels: whole.channels)
    }
    return zip(shapes, parts).map { $1 ?? $0 }
  }

  private static func part(of whole: FeatureShape, read reader: Reader) -> FeatureShape {
    guard let footprint = reader.layer.footprint else { return whole }
    func extent(_ output: Int, of input: Int) -> Int {
      min(input, (output * footprint.shrink + footprint.grow - 1) / footprint.grow + footprint.after)
    }
    return FeatureShape(
      height: extent(reader.output.height, of: whole.height), width: extent(reader.output.width, of: whole.width),
      channels: whole.channels)
  }
}
