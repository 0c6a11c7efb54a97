import Imaging

/// Ink of a line that may be a character or a part of one: components, or what of them lies in some columns.
struct CharacterPiece: Sendable, Equatable {
  /// The places of the components.
  var components: [Int]
  /// The columns of which their ink belongs to the piece.
  var columns: Range<Int>
  /// The box around that ink.
  var box: PixelBox

  /// The piece of components' ink in some columns; `nil` where they have none there.
  init?(components: [Int], columns: Range<Int>, of found: ConnectedComponents) {
    var box: PixelBox?
    for place in components {
      let component = found.components[place]
      if columns.lowerBound <= component.box.x, component.box.maxX <= columns.upperBound {
        box = box?.union(component.box) ?? component.box
        continue
      }
      for run in found.runs[component.runs] {
        let (start, end) = (max(Int(run.start), columns.lowerBound), min(Int(run.end), columns.upperBound))
        guard start < end else { continue }
        let part = PixelBox(x: start, y: Int(run.y), width: end - start, height: 1)
        box = box?.union(part) ?? part
      }
    }
    guard let box else { return nil }
    self.components = components
    self.columns = columns
    self.box = box
  }

  /// Pieces that follow one another as one.
  init(joining pieces: ArraySlice<CharacterPiece>) {
    var result = pieces[pieces.startIndex]
    for piece in pieces.dropFirst() {
      for component in piece.components where !result.components.contains(component) {
        result.components.append(component)
      }
      result.columns =
        min(
          result.columns.lowerBound, piece.columns.lowerBound)..<max(
          result.columns.upperBound, piece.columns.upperBound)
      result.box = result.box.union(piece.box)
    }
    self = result
  }

  /// Calls `body` with each run of the piece's ink: the row, the first column and the column after the last.
  @inline(__always)
  func forEachRun(of found: ConnectedComponents, _ body: (_ y: Int, _ start: Int, _ end: Int) -> Void) {
    for place in components {
      for run in found.runs[found.components[place].runs] {
        let (start, end) = (max(Int(run.start), columns.lowerBound), min(Int(run.end), columns.upperBound))
        if start < end { body(Int(run.y), start, end) }
      }
    }
  }
}
