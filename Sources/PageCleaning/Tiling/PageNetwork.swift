import NeuralNetwork

/// A model that turns a gray page into a gray page of the same size, and what is needed to run it on tiles.
public struct PageNetwork: Sendable {
  /// The network and its weights.
  public var model: Model { prepared.model }
  /// The weights in the form in which they are used.
  let prepared: PreparedModel
  /// Pixels that an output pixel sees to each side.
  public let halo: Int
  /// What sizes and offsets of tiles must be multiples of.
  public let alignment: Int
  /// How much of what the network changes is taken, 0 to 1: the result is `page + strength * (output - page)`.
  public let strength: Float

  /// Width of the columns in which wide pages are fastest: four rows of the widest layer stay in the second-level cache,
  /// unless halos would cost more than that saves.
  public let columnWidth: Int

  /// What of the second-level cache rows may take: half of what processors have at least.
  private static let cachedBytes = 1 << 19
  /// Halos that a column is wide, at least.
  private static let columnsOfHalo = 24

  /// Checks that a model works on pages.
  ///
  /// - Parameter strength: How much of what the network changes is taken, 0 to 1.
  /// - Throws: ``NetworkError/notTileable(reason:)`` where it does not give a gray pixel for each gray pixel from
  ///   a bounded neighbourhood.
  public init(_ model: Model, strength: Float = 1) throws(NetworkError) {
    precondition((0...1).contains(strength))
    self.strength = strength
    let network = model.network
    guard network.inputChannels == 1 else {
      throw .notTileable(reason: "it takes \(network.inputChannels) channels, but a page has one")
    }
    guard let field = try network.receptiveField() else {
      throw .notTileable(reason: "its dense layers see a whole page of one size")
    }
    let example = network.exampleInput
    guard field.scale == 1, field.keepsBorder, try network.shapes(input: example).last == example else {
      throw .notTileable(reason: "its output is not of the size of its input")
    }
    prepared = try PreparedModel(model)
    halo = max(field.before, field.after)
    alignment = field.alignment
    let summary = try NetworkSummary(network, input: example)
    let floatsOfPixel = summary.rows.map { $0.output.width * $0.output.channels }.max() ?? 1
    let bytesOfPixel = 4 * MemoryLayout<Float>.stride * floatsOfPixel / example.width
    columnWidth = max(Self.cachedBytes / max(1, bytesOfPixel), 2 * Self.columnsOfHalo * halo)
  }
}
