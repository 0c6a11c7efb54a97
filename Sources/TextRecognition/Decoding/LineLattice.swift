import Imaging

/// The ways in which the ink of a line can be cut to characters.
///
/// The line is a row of elements, each the least that can be a character; an edge takes one element or several that follow
/// one another for one character.
struct LineLattice: Sendable {
  /// How ink became a character.
  enum Origin: Sendable {
    /// It is a piece as it was found.
    case whole
    /// It was cut from one.
    case cut
    /// It was joined from several.
    case joined
  }

  /// A character that elements may be.
  struct Edge: Sendable {
    /// The first element.
    var start: Int
    /// The element after the last.
    var end: Int
    /// The ink of the elements.
    var piece: CharacterPiece
    /// How its ink came about.
    var origin: Origin

    /// Whether it is a piece as it was found, neither cut nor joined.
    var isWhole: Bool { origin == .whole }
  }

  /// For each element the gap before it in heights of x; `nil` at a cut, where no blank can be.
  private(set) var gaps: [Double?] = []
  /// The edges; those of whole pieces are in the order of the line.
  private(set) var edges: [Edge] = []

  /// The widest character, in heights of x: a long dash or a wide W.
  private static let widest = 2.6
  /// Elements that a character is made of at most.
  private static let mostElements = 5
  /// Pieces farther apart are not one character, in heights of x.
  private static let widestBreak = 0.3

  /// How many elements the line has.
  var elementCount: Int { gaps.count }

  /// Makes the lattice of a line.
  ///
  /// - Parameters:
  ///   - isDoubtful: For each piece, whether it may be several characters.
  ///   - isFragment: For each piece, whether it may be a part of one.
  init(
    _ line: TextLayout.Line, isDoubtful: [Bool], isFragment: [Bool], in found: ConnectedComponents
  ) {
    let xHeight = line.shape.xHeight
    var firstElements: [Int] = []
    for (place, piece) in line.pieces.enumerated() {
      let first = gaps.count
      firstElements.append(first)
      let gap = place == 0 ? nil : Double(piece.box.x - line.pieces[place - 1].box.maxX) / xHeight
      let cuts = isDoubtful[place] ? TextRecognition.cuts(of: piece, xHeight: xHeight, in: found) : []
      let count = cuts.count + 1
      gaps.append(gap)
      for _ in cuts { gaps.append(nil) }
      edges.append(Edge(start: first, end: first + count, piece: piece, origin: .whole))
      let bounds = [piece.columns.lowerBound] + cuts + [piece.columns.upperBound]
      for start in 0..<count where count > 1 {
        for end in (start + 1)...min(count, start + Self.mostElements) where end - start < count {
          guard
            let part = CharacterPiece(components: piece.components, columns: bounds[start]..<bounds[end], of: found),
            Double(part.box.width) <= Self.widest * xHeight
          else { continue }
          edges.append(Edge(start: first + start, end: first + end, piece: part, origin: .cut))
        }
      }
    }
    addJoinedPieces(line, firstElements: firstElements + [gaps.count], isFragment: isFragment)
  }

  /// Characters that are broken, or made of parts side by side as quotation marks are.
  private mutating func addJoinedPieces(_ line: TextLayout.Line, firstElements: [Int], isFragment: [Bool]) {
    let pieces = line.pieces
    for start in pieces.indices {
      for end in start + 2...start + 3 where end <= pieces.count {
        let part = pieces[start..<end]
        let gap = Double(part[end - 1].box.x - part[end - 2].box.maxX) / line.shape.xHeight
        guard gap <= Self.widestBreak else { break }
        guard isFragment[start..<end].contains(true) else { continue }
        let joined = CharacterPiece(joining: part)
        guard Double(joined.box.width) <= Self.widest * line.shape.xHeight else { break }
        edges.append(Edge(start: firstElements[start], end: firstElements[end], piece: joined, origin: .joined))
      }
    }
  }
}
