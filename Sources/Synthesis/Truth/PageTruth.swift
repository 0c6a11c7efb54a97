/// What a synthesised page shows: everything that was drawn, in pixels of the page.
///
/// Boxes are the tight boxes of ink: the pixels of which at least an eighth is covered. What lies beyond the page is
/// left out; what the page's edge goes through has the box of the part that is seen and is marked as cut.
public struct PageTruth: Sendable, Equatable, Codable {
  /// A part of the page.
  public struct Region: Sendable, Equatable, Codable {
    /// What it is.
    public var kind: RegionKind
    /// The first column of its ink.
    public var x: Int
    /// The first row of its ink.
    public var y: Int
    /// Columns of its ink.
    public var width: Int
    /// Rows of its ink.
    public var height: Int
  }

  /// A line of text; a row of a table is one.
  public struct Line: Sendable, Equatable, Codable {
    /// The words with blanks between them.
    public var text: String
    /// The index of the region it belongs to.
    public var region: Int
    /// The font file's name; that of the handwriting file for handwritten characters.
    public var font: String
    /// The gray of the characters, 0 = black, 1 = white.
    public var ink: Double
    /// The gray behind them.
    public var paper: Double
    /// The height of x in pixels.
    public var xHeight: Double
    /// Where the baseline begins and ends.
    public var baseline: Baseline
    /// The first column of its ink.
    public var x: Int
    /// The first row of its ink.
    public var y: Int
    /// Columns of its ink.
    public var width: Int
    /// Rows of its ink.
    public var height: Int
    /// The words from left to right.
    public var words: [Word]
  }

  /// A baseline's ends in pixels, to a hundredth; it rises or falls on pages that are turned.
  public struct Baseline: Sendable, Equatable, Codable {
    /// The left end.
    public var x1: Double
    /// The left end.
    public var y1: Double
    /// The right end.
    public var x2: Double
    /// The right end.
    public var y2: Double
  }

  /// A word of a line.
  public struct Word: Sendable, Equatable, Codable {
    /// Its characters.
    public var text: String
    /// The font file's name, where it is not the line's.
    public var font: String?
    /// `true` where the page's edge goes through the word or took characters of it away.
    public var cut: Bool?
    /// The first column of its ink.
    public var x: Int
    /// The first row of its ink.
    public var y: Int
    /// Columns of its ink.
    public var width: Int
    /// Rows of its ink.
    public var height: Int
    /// The characters from left to right.
    public var characters: [Character]
  }

  /// A character as it was drawn; a ligature is one.
  public struct Character: Sendable, Equatable, Codable {
    /// The character, or the ligature's, such as U+FB01.
    public var text: String
    /// `true` where part of it lies beyond the page.
    public var cut: Bool?
    /// The first column of its ink.
    public var x: Int
    /// The first row of its ink.
    public var y: Int
    /// Columns of its ink.
    public var width: Int
    /// Rows of its ink.
    public var height: Int
  }

  /// The page's number.
  public var page: Int
  /// The seed, from which, with the number and the material, the page follows.
  public var seed: UInt64
  /// Dots an inch.
  public var dpi: Double
  /// Pixels a row.
  public var width: Int
  /// Rows.
  public var height: Int
  /// What kind of page it is.
  public var kind: PageKind
  /// Degrees by which the paper is turned clockwise about the page's centre.
  public var rotation: Double
  /// The files of the fonts used, sorted.
  public var fonts: [String]
  /// The parts of the page, in reading order.
  public var regions: [Region]
  /// The lines of text, in reading order.
  public var lines: [Line]
}

/// What a part of a page is.
public enum RegionKind: String, Sendable, CaseIterable, Codable {
  /// Running text.
  case paragraph
  /// A title over text.
  case heading
  /// Items with bullets or numbers.
  case list
  /// Notes below the text.
  case footnote
  /// A note beside the text.
  case marginalNote
  /// A running head or page number.
  case pageNumber
  /// Rows and columns of text.
  case table
  /// Labels with places to fill in.
  case form
  /// Lines of a till roll.
  case receipt
  /// Lines of a letter's head, salutation or signature.
  case letter
  /// Characters written by hand.
  case handwriting
  /// Figures of lines.
  case drawing
  /// A picture of continuous grays.
  case photograph
  /// A picture screened to dots or lines.
  case halftone
  /// Words under a picture or drawing.
  case caption
  /// A rule of its own.
  case rule
}
