import Imaging
import PipelineEngine

/// A page with its lines of text found and cut to pieces, before anything is read.
public struct LaidOutPage: PagePayload {
  /// "page of lines".
  public static var kind: String { "page of lines" }

  /// The page.
  public var page: GrayPage
  /// Its lines; `nil` where no text was found.
  var layout: TextLayout?

  /// The page and, at the size at which it is read, the image and its components.
  public var memoryNeeded: Int {
    let reading = layout.map { $0.page.frame.width * $0.page.frame.height * 4 } ?? 0
    return page.memoryNeeded + reading
  }
}

/// The lines of a page, in coordinates of the image that is read.
struct TextLayout: Sendable, Equatable {
  /// A line of text.
  struct Line: Sendable, Equatable {
    /// Its baseline and height of x.
    var shape: TextLineShape
    /// Its characters, or several that touch, from left to right; never empty.
    var pieces: [CharacterPiece]
    /// The box around its pieces.
    var box: PixelBox
    /// Whether a paragraph begins with it.
    var beginsParagraph: Bool
  }

  /// Lines that are read one after the other.
  struct Block: Sendable, Equatable {
    /// Its lines, from the top; never empty.
    var lines: [Line]
    /// Which gaps are blanks.
    var gaps: WordGaps
  }

  /// The page as it is read.
  var page: ReadingPage
  /// Its blocks, in reading order.
  var blocks: [Block]
}
