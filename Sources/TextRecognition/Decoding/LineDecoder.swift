import Foundation

/// Chooses how a line is cut and what its characters are: the likeliest way through its lattice.
///
/// A way's score is the sum of the logarithms of the classifier's probabilities, of those of blanks and none in its gaps,
/// and, weighed, of those of a language model. Ways that end at the same element compete; the best few are followed.
///
/// - SeeAlso: LeCun, Bottou, Bengio and Haffner, "Gradient-Based Learning Applied to Document Recognition", 1998, section V,
///   for cutting by recognising.
struct LineDecoder: Sendable {
  /// A character of the result.
  struct Character: Sendable, Equatable {
    /// The edge of the lattice.
    var edge: Int
    /// The class.
    var label: Int
    /// Whether a blank stands before it.
    var followsBlank: Bool
  }

  /// What the classes are called; empty for ink that is no character.
  let characters: [String]
  /// The language of the text; `nil` for none.
  let language: CharacterLanguageModel?

  /// How much the language counts beside the looks.
  private static let languageWeight = 0.35
  /// What a character earns, since each costs its probability: without it, fewer characters would always be better.
  private static let characterBonus = 0.55
  /// What leaving out a piece that is no character costs beside its probability.
  private static let omissionCost = 2.5
  /// What joining pieces costs: a full stop beside a letter is no part of it, though the two together look much like it.
  private static let joiningCost = 1.5
  /// However strange a character is in the language, it counts no more than this: the language has not seen all of them.
  private static let leastSense = -7.0
  /// Less probable classes are not tried.
  private static let leastProbability: Float = 0.002
  /// Classes of an edge that are tried.
  private static let mostClasses = 4
  /// Ways to an element that are followed.
  private static let beam = 12

  /// A way from the start of the line to an element.
  private struct Way {
    var score: Double
    var state: CharacterLanguageModel.State?
    /// The way that it goes on from, -1 at the start.
    var previous: Int
    /// What it adds to that; `nil` at the start and for ink that is left out.
    var character: Character?
  }

  /// Reads a line.
  ///
  /// - Parameters:
  ///   - probabilities: For each edge the probabilities of the classes.
  ///   - gaps: Which gaps are blanks.
  /// - Returns: The characters from left to right.
  func decode(_ lattice: LineLattice, probabilities: [ArraySlice<Float>], gaps: WordGaps) -> [Character] {
    var edgesFrom = [[Int]](repeating: [], count: lattice.elementCount)
    for (place, edge) in lattice.edges.enumerated() { edgesFrom[edge.start].append(place) }
    let choices = lattice.edges.indices.map { classes(of: probabilities[$0], origin: lattice.edges[$0].origin) }
    var ways = [Way(score: 0, state: language?.start, previous: -1, character: nil)]
    var ending = [[Int]](repeating: [], count: lattice.elementCount + 1)
    ending[0] = [0]
    for element in 0..<lattice.elementCount {
      let blanks = blankChoices(lattice.gaps[element].map { gaps.probabilityOfBlank($0) })
      for place in pruned(ending[element], ways) {
        for edge in edgesFrom[element] {
          for choice in choices[edge] {
            for blank in blanks where choice.label != nil || !blank.isBlank {
              ways.append(way(from: place, ways[place], edge: edge, choice: choice, blank: blank))
              ending[lattice.edges[edge].end].append(ways.count - 1)
            }
          }
        }
      }
    }
    var result: [Character] = []
    var place = ending[lattice.elementCount].max { ways[$0].score < ways[$1].score } ?? 0
    while place >= 0 {
      if let character = ways[place].character { result.append(character) }
      place = ways[place].previous
    }
    return result.reversed()
  }

  private func way(
    from place: Int, _ way: Way, edge: Int, choice: (label: Int?, score: Double), blank: (isBlank: Bool, score: Double)
  ) -> Way {
    // Ink that is no character leaves no trace.
    guard let label = choice.label else {
      return Way(score: way.score + choice.score, state: way.state, previous: place, character: nil)
    }
    var (state, sense) = (way.state, 0.0)
    if blank.isBlank { sense += advance(&state, by: " ") }
    sense += advance(&state, by: characters[label])
    return Way(
      score: way.score + blank.score + choice.score + Self.characterBonus + Self.languageWeight * sense, state: state,
      previous: place, character: Character(edge: edge, label: label, followsBlank: blank.isBlank))
  }

  /// The best ways, one for each state of the language.
  private func pruned(_ places: [Int], _ ways: [Way]) -> [Int] {
    var kept: [Int] = []
    for place in places.sorted(by: { ways[$0].score > ways[$1].score }) {
      if kept.contains(where: { ways[$0].state == ways[place].state }) { continue }
      kept.append(place)
      if kept.count == Self.beam { break }
    }
    return kept
  }

  /// Whether a blank may stand in a gap, and the logarithms of both probabilities.
  private func blankChoices(_ probability: Double?) -> [(isBlank: Bool, score: Double)] {
    guard let probability else { return [(false, 0)] }
    var choices: [(isBlank: Bool, score: Double)] = []
    if probability > 0.01 { choices.append((true, log(probability))) }
    if probability < 0.99 { choices.append((false, log(1 - probability))) }
    return choices
  }

  /// The likeliest classes and the logarithms of their probabilities; no class for ink that is left out.
  private func classes(
    of probabilities: ArraySlice<Float>, origin: LineLattice.Origin
  ) -> [(label: Int?, score: Double)] {
    var best: [(label: Int, probability: Float)] = []
    var none: Float = 0
    for (label, probability) in probabilities.enumerated() {
      if characters[label].isEmpty {
        none = probability
        continue
      }
      guard best.count < Self.mostClasses || probability > best[best.count - 1].probability else { continue }
      if !best.isEmpty, probability < Self.leastProbability, best[0].probability >= Self.leastProbability { continue }
      best.append((label, probability))
      best.sort { $0.probability > $1.probability }
      if best.count > Self.mostClasses { best.removeLast() }
    }
    var result: [(label: Int?, score: Double)] = best.enumerated().filter {
      $0.offset == 0 || $0.element.probability >= Self.leastProbability
    }.map {
      ($0.element.label, Double(log(max($0.element.probability, 1e-6))) - (origin == .joined ? Self.joiningCost : 0))
    }
    if origin == .whole, none > Self.leastProbability { result.append((nil, Double(log(none)) - Self.omissionCost)) }
    return result
  }

  /// Goes on in the language by a text.
  ///
  /// - Returns: The logarithm of its probability; 0 without a language.
  private func advance(_ state: inout CharacterLanguageModel.State?, by text: String) -> Double {
    guard let language, var current = state else { return 0 }
    var sum = 0.0
    for scalar in text.unicodeScalars {
      let (logProbability, next) = language.score(scalar, after: current)
      sum += max(Double(logProbability), Self.leastSense)
      current = next
    }
    state = current
    return sum
  }
}
