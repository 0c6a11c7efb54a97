import Randomness

/// Which degradations befall pages, how likely each is, and from which ranges its figures are drawn.
///
/// ```yaml
/// name: office
/// steps:
///   - {type: stain, probability: 0.3, diameter: [5, 40]}
///   - {type: jpegArtefacts, probability: 0.5}
/// ```
public struct DegradationRecipe: Sendable, Equatable, Encodable {
  /// One degradation of a recipe.
  public struct Step: Sendable, Equatable, Encodable {
    /// The degradation's name.
    public var type: String
    /// How likely it is to befall a page.
    public var probability: Double
    /// Ranges in place of the degradation's own, by parameter.
    public var ranges: [String: ClosedRange<Double>]
  }

  /// What was drawn for a step that befell a page.
  public struct Event: Sendable, Equatable, Codable {
    /// The degradation's name.
    public var type: String
    /// The figures drawn, by parameter, in the order they were drawn.
    public var values: [String: [Double]]
  }

  /// The name, for records.
  public var name: String
  /// The degradations in the order they befall a page.
  public var steps: [Step]

  /// Makes a recipe.
  public init(name: String, steps: [Step]) {
    self.name = name
    self.steps = steps
  }

  /// The recipe with some degradations only, which then befall every page.
  ///
  /// Degradations that the recipe does not have are added with their own ranges, at the end.
  /// - Throws: ``DegradationError`` for a name that there is no degradation of.
  public func only(_ names: [String]) throws(DegradationError) -> DegradationRecipe {
    for name in names where Degradations.named(name) == nil { throw DegradationError.unknown(name) }
    var result = self
    result.steps = steps.filter { names.contains($0.type) }
    for name in names where !steps.contains(where: { $0.type == name }) {
      result.steps.append(Step(type: name, probability: 1, ranges: [:]))
    }
    for i in result.steps.indices { result.steps[i].probability = 1 }
    return result
  }

  /// Degrades a page. What happens follows from the numbers of `path` alone; taking a step out of a recipe does not
  /// change what the others do.
  ///
  /// - Returns: What was drawn, in order; empty for a page that nothing happened to.
  @discardableResult
  public func apply(to page: inout DegradedPage, path: UInt64...) -> [Event] {
    let seed = path.reduce(0x9E6A) { SeededRandom.mix($0 ^ $1) }
    var events: [Event] = []
    for (index, step) in steps.enumerated() {
      guard let degradation = Degradations.named(step.type) else { continue }
      let occurrence = steps[..<index].count { $0.type == step.type }
      var random = SeededRandom(seed, step.type.utf8.reduce(0) { $0 &* 131 &+ UInt64($1) }, UInt64(occurrence))
      guard random.uniform() < step.probability else { continue }
      var draw = Draw(for: degradation, ranges: step.ranges, random: random)
      degradation.apply(to: &page, draw: &draw)
      events.append(Event(type: step.type, values: draw.record))
    }
    for i in page.image.values.indices { page.image.values[i] = min(max(page.image.values[i], 0), 1) }
    return events
  }
}
