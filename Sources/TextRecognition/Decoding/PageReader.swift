import Foundation
import Imaging
import PageText

/// Reads the lines of a page.
struct PageReader: Sendable {
  private let classifier: CharacterClassifier
  private let decoder: LineDecoder
  /// The class of ink that is no character, where the classifier has one.
  private let noneLabel: Int?
  /// Whether the classifier sees pieces in their line.
  private let seesLines: Bool

  /// A whole piece that is this probable is not cut.
  private static let sure: Float = 0.97
  /// Lines of a lower mean probability are no text.
  private static let leastConfidence = 0.5
  /// So few characters are no text below the second confidence: pictures have specks that look like an o.
  private static let fewCharacters = (count: 2, leastConfidence: 0.93)
  /// Candidates of a character that are kept.
  private static let mostCandidates = 5

  /// Makes a reader.
  ///
  /// - Parameter name: What messages call the classifier.
  /// - Throws: ``CharacterDataError`` where the classifier takes other images than ``CharacterCrop`` makes.
  init(_ classifier: CharacterClassifier, language: CharacterLanguageModel?, name: String) throws {
    let shape = classifier.shape
    guard shape.height == CharacterCrop.size, shape.width == CharacterCrop.size,
      shape.channels == 1 || shape.channels == CharacterCrop.channels
    else {
      throw CharacterDataError(
        "\(name): the model takes images of \(shape), but characters are shown as 28×28 pixels with 1 or 3 channels")
    }
    self.classifier = classifier
    decoder = LineDecoder(characters: classifier.characters, language: language)
    noneLabel = classifier.characters.firstIndex(of: "")
    seesLines = shape.channels == CharacterCrop.channels
  }

  /// The text of a page.
  ///
  /// - Parameters:
  ///   - width: Columns of the page.
  ///   - height: Rows of the page.
  func read(_ layout: TextLayout, width: Int, height: Int) -> PageText {
    let frame = layout.page.frame
    var result = PageText(width: width, height: height, skew: frame.angle * 180 / .pi)
    let read = self.read(
      layout.blocks.flatMap { block in block.lines.map { (line: $0, gaps: block.gaps) } }, on: layout.page)
    var next = 0
    for block in layout.blocks {
      var paragraphs: [[TextLine]] = []
      for line in block.lines {
        defer { next += 1 }
        guard let text = read[next] else { continue }
        if line.beginsParagraph || paragraphs.isEmpty { paragraphs.append([]) }
        paragraphs[paragraphs.count - 1].append(text)
      }
      if !paragraphs.isEmpty {
        result.blocks.append(TextBlock(paragraphs: paragraphs.map { TextParagraph(lines: $0) }))
      }
    }
    return result
  }

  /// A piece with the line it stands on.
  private typealias Placed = (piece: CharacterPiece, shape: TextLineShape)

  /// The text of each line; `nil` for lines that are none.
  private func read(_ lines: [(line: TextLayout.Line, gaps: WordGaps)], on page: ReadingPage) -> [TextLine?] {
    let classes = classifier.characters.count
    let whole = probabilities(of: lines.flatMap { line, _ in line.pieces.map { ($0, line.shape) } }, on: page)
    func row(_ place: Int, of table: [Float]) -> ArraySlice<Float> { table[place * classes..<(place + 1) * classes] }
    var lattices: [LineLattice] = []
    var others: [Placed] = []
    var place = 0
    for (line, _) in lines {
      let doubts = line.pieces.enumerated().map { index, piece in
        doubt(about: piece, row(place + index, of: whole), xHeight: line.shape.xHeight)
      }
      let lattice = LineLattice(
        line, isDoubtful: doubts.map(\.isDoubtful), isFragment: doubts.map(\.isFragment), in: page.found)
      others += lattice.edges.filter { !$0.isWhole }.map { ($0.piece, line.shape) }
      lattices.append(lattice)
      place += line.pieces.count
    }
    let cutOrJoined = probabilities(of: others, on: page)
    var (nextWhole, nextOther) = (0, 0)
    return zip(lines, lattices).map { line, lattice in
      let rows = lattice.edges.map { edge in
        defer { if edge.isWhole { nextWhole += 1 } else { nextOther += 1 } }
        return edge.isWhole ? row(nextWhole, of: whole) : row(nextOther, of: cutOrJoined)
      }
      let characters = decoder.decode(lattice, probabilities: rows, gaps: line.gaps)
      return text(of: characters, lattice: lattice, rows: rows, shape: line.line.shape, frame: page.frame)
    }
  }

  private func probabilities(of pieces: [Placed], on page: ReadingPage) -> [Float] {
    let crop = CharacterCrop(page)
    return classifier.probabilities(count: pieces.count) { index, place in
      crop.write(pieces[index].piece, shape: seesLines ? pieces[index].shape : nil, into: place)
    }
  }

  /// Whether a piece may be several characters, and whether it may be a part of one.
  private func doubt(
    about piece: CharacterPiece, _ probabilities: ArraySlice<Float>, xHeight: Double
  ) -> (isDoubtful: Bool, isFragment: Bool) {
    let best = probabilities.enumerated().max { $0.element < $1.element }
    let isSure = best.map { $0.element >= Self.sure && $0.offset != noneLabel } ?? false
    let width = Double(piece.box.width)
    // Quotation marks have sure parts, commas and apostrophes.
    return (!isSure && width > 0.7 * xHeight, !isSure || width < 0.35 * xHeight)
  }

  private func text(
    of characters: [LineDecoder.Character], lattice: LineLattice, rows: [ArraySlice<Float>], shape: TextLineShape,
    frame: ReadingFrame
  ) -> TextLine? {
    var words: [[TextCharacter]] = []
    for character in characters {
      let result = TextCharacter(
        box: frame.pageBox(lattice.edges[character.edge].piece.box), text: classifier.characters[character.label],
        candidates: candidates(rows[character.edge]))
      if character.followsBlank || words.isEmpty { words.append([]) }
      words[words.count - 1].append(result)
    }
    let read = words.joined()
    let box = characters.map { lattice.edges[$0.edge].piece.box }.union()
    let least = read.count > Self.fewCharacters.count ? Self.leastConfidence : Self.fewCharacters.leastConfidence
    guard let box, read.meanProbability >= least else { return nil }
    func row(at x: Int) -> Double { frame.pagePoint(x: Double(x), y: shape.baseline(at: Double(x))).y }
    return TextLine(
      words: words.map { TextWord(characters: $0) },
      baseline: TextLine.Baseline(left: row(at: box.x), right: row(at: box.maxX - 1)),
      xHeight: shape.xHeight / frame.scale)
  }

  private func candidates(_ probabilities: ArraySlice<Float>) -> [TextCharacter.Candidate] {
    probabilities.enumerated().filter { $0.offset != noneLabel && $0.element > 0.0005 }
      .sorted { ($0.element, $1.offset) > ($1.element, $0.offset) }.prefix(Self.mostCandidates)
      .map { TextCharacter.Candidate(text: classifier.characters[$0.offset], probability: Double($0.element)) }
  }
}
