import Foundation
import Imaging

/// The text of a page: what was read, where it stands and how sure that is.
///
/// Boxes and baselines are in pixels of the page as it came in, from its top left corner, whatever was turned or
/// enlarged to read it.
public struct PageText: Sendable, Equatable {
  /// Columns of the page.
  public var width: Int
  /// Rows of the page.
  public var height: Int
  /// Degrees by which the lines are turned clockwise from level.
  public var skew: Double
  /// Its blocks, in reading order.
  public var blocks: [TextBlock]

  /// Makes the text of a page.
  public init(width: Int, height: Int, skew: Double = 0, blocks: [TextBlock] = []) {
    self.width = width
    self.height = height
    self.skew = skew
    self.blocks = blocks
  }

  /// All lines, in reading order.
  public var lines: [TextLine] { blocks.flatMap { $0.paragraphs.flatMap(\.lines) } }
}

/// A column or another body of text that is read from its top to its end.
public struct TextBlock: Sendable, Equatable {
  /// The box around its lines.
  public var box: PixelBox
  /// Its paragraphs, from the top; never empty.
  public var paragraphs: [TextParagraph]

  /// Makes a block of paragraphs.
  ///
  /// - Precondition: There is one.
  public init(paragraphs: [TextParagraph]) {
    guard let box = paragraphs.map(\.box).union() else { preconditionFailure("a block has paragraphs") }
    self.box = box
    self.paragraphs = paragraphs
  }
}

/// Lines that belong together, by indent or distance.
public struct TextParagraph: Sendable, Equatable {
  /// The box around its lines.
  public var box: PixelBox
  /// Its lines, from the top; never empty.
  public var lines: [TextLine]

  /// Makes a paragraph of lines.
  ///
  /// - Precondition: There is one.
  public init(lines: [TextLine]) {
    guard let box = lines.map(\.box).union() else { preconditionFailure("a paragraph has lines") }
    self.box = box
    self.lines = lines
  }
}

/// A line of words.
public struct TextLine: Sendable, Equatable {
  /// Where the baseline is at the box's left and right edges.
  public struct Baseline: Sendable, Equatable {
    /// The row at the first column of the box.
    public var left: Double
    /// The row at the last column of the box.
    public var right: Double

    /// Makes a baseline.
    public init(left: Double, right: Double) {
      self.left = left
      self.right = right
    }
  }

  /// The box around its words.
  public var box: PixelBox
  /// Its baseline.
  public var baseline: Baseline
  /// The height of x in pixels.
  public var xHeight: Double
  /// Its words, from left to right; never empty.
  public var words: [TextWord]

  /// Makes a line of words.
  ///
  /// - Precondition: There is one.
  public init(words: [TextWord], baseline: Baseline, xHeight: Double) {
    guard let box = words.map(\.box).union() else { preconditionFailure("a line has words") }
    self.box = box
    self.words = words
    self.baseline = baseline
    self.xHeight = xHeight
  }

  /// Its words with a blank between two.
  public var text: String { words.map(\.text).joined(separator: " ") }
}

/// Characters without a blank between them.
public struct TextWord: Sendable, Equatable {
  /// The box around its characters.
  public var box: PixelBox
  /// Its characters, from left to right; never empty.
  public var characters: [TextCharacter]

  /// Makes a word of characters.
  ///
  /// - Precondition: There is one.
  public init(characters: [TextCharacter]) {
    guard let box = characters.map(\.box).union() else { preconditionFailure("a word has characters") }
    self.box = box
    self.characters = characters
  }

  /// What it says.
  public var text: String { characters.map(\.text).joined() }

  /// How sure it is, 0 to 1: the geometric mean of its characters' probabilities.
  public var confidence: Double {
    characters.reduce(1) { $0 * pow($1.probability, 1 / Double(characters.count)) }
  }
}

/// A character with its box and what it may be.
public struct TextCharacter: Sendable, Equatable {
  /// Something that a character may be.
  public struct Candidate: Sendable, Equatable {
    /// The character, or the characters of a ligature.
    public var text: String
    /// How probable it is by its looks and its place in the line, 0 to 1.
    public var probability: Double

    /// Makes a candidate.
    public init(text: String, probability: Double) {
      self.text = text
      self.probability = probability
    }
  }

  /// The box around its ink.
  public var box: PixelBox
  /// What it is read as: one of the candidates, the likeliest unless its neighbours speak against that.
  public var text: String
  /// What it may be, the likeliest first; five at most.
  public var candidates: [Candidate]

  /// Makes a character.
  public init(box: PixelBox, text: String, candidates: [Candidate]) {
    self.box = box
    self.text = text
    self.candidates = candidates
  }

  /// The probability of what it is read as.
  public var probability: Double { candidates.first { $0.text == text }?.probability ?? 0 }
}
