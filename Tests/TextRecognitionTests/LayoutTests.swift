import Foundation
import Imaging
import Testing

@testable import TextRecognition

/// Pages of frames that stand for characters.
@Suite struct LayoutTests {
  /// A page on which words are drawn: each character a frame of an x's height, every fifth with an ascender.
  private struct Drawing {
    var image = GrayImage(width: 900, height: 700)
    let degrees: Double

    init(degrees: Double = 0) { self.degrees = degrees }

    mutating func fill(x: Double, y: Double, width: Double, height: Double) {
      let (cosine, sine) = (cos(degrees * .pi / 180), sin(degrees * .pi / 180))
      for row in 0..<Int(height * 2) {
        for column in 0..<Int(width * 2) {
          let (dx, dy) = (x + Double(column) / 2 - 450, y + Double(row) / 2 - 350)
          let (px, py) = (Int(450 + cosine * dx - sine * dy), Int(350 + sine * dx + cosine * dy))
          if px >= 0, py >= 0, px < image.width, py < image.height { image.samples[py * image.width + px] = 0 }
        }
      }
    }

    mutating func line(words: [Int], x: Double, baseline: Double, xHeight: Double = 20) {
      var place = x
      for word in words {
        for character in 0..<word {
          let height = character % 5 == 0 ? 1.45 * xHeight : xHeight
          let (width, stroke) = (0.5 * xHeight, 0.15 * xHeight)
          fill(x: place, y: baseline - height, width: width, height: stroke)
          fill(x: place, y: baseline - stroke, width: width, height: stroke)
          fill(x: place, y: baseline - height, width: stroke, height: height)
          fill(x: place + width - stroke, y: baseline - height, width: stroke, height: height)
          place += 0.7 * xHeight
        }
        place += 0.6 * xHeight
      }
    }
  }

  @Test(arguments: [0, 1.0, -3.5, 8, -9.5])
  func linesAreFoundAtEveryAngle(degrees: Double) throws {
    var drawing = Drawing(degrees: degrees)
    for line in 0..<8 { drawing.line(words: [5, 3, 7, 4, 6], x: 150, baseline: 200 + 42 * Double(line)) }
    let layout = try #require(TextLayout(drawing.image, deskew: true))
    #expect(abs(layout.page.frame.angle * 180 / .pi - degrees) < 0.2)
    #expect(layout.blocks.map(\.lines.count) == [8])
    for line in layout.blocks[0].lines {
      #expect(line.pieces.count == 25)
      #expect(abs(line.shape.xHeight - 20) < 2.5)
    }
  }

  @Test func gapsBetweenWordsAreBlanks() throws {
    var drawing = Drawing()
    for line in 0..<5 { drawing.line(words: [5, 3, 7, 4], x: 100, baseline: 200 + 42 * Double(line)) }
    let layout = try #require(TextLayout(drawing.image, deskew: true))
    let block = layout.blocks[0]
    for line in block.lines {
      let blanks = zip(line.pieces, line.pieces.dropFirst()).enumerated().filter {
        block.gaps.probabilityOfBlank(Double($1.1.box.x - $1.0.box.maxX) / line.shape.xHeight) > 0.5
      }
      #expect(blanks.map(\.offset) == [4, 7, 14])
    }
  }

  @Test func columnsAreBlocksAndAHeadingComesFirst() throws {
    var drawing = Drawing()
    drawing.line(words: [9, 9, 5], x: 100, baseline: 120, xHeight: 30)
    for line in 0..<9 {
      drawing.line(words: [5, 6, 5, 4], x: 60, baseline: 220 + 42 * Double(line))
      drawing.line(words: [6, 4, 7, 3], x: 500, baseline: 220 + 42 * Double(line))
    }
    let layout = try #require(TextLayout(drawing.image, deskew: true))
    #expect(layout.blocks.map(\.lines.count) == [1, 9, 9])
    #expect(layout.blocks[1].lines[0].box.x < layout.blocks[2].lines[0].box.x)
  }

  @Test func rowsOfATableAreLines() throws {
    var drawing = Drawing()
    for line in 0..<6 {
      drawing.line(words: [5], x: 60, baseline: 150 + 50 * Double(line))
      drawing.line(words: [3], x: 350, baseline: 150 + 50 * Double(line))
      drawing.line(words: [4], x: 650, baseline: 150 + 50 * Double(line))
    }
    let layout = try #require(TextLayout(drawing.image, deskew: true))
    #expect(layout.blocks.flatMap(\.lines).map(\.pieces.count) == Array(repeating: 12, count: 6))
  }

  @Test func pagesWithoutTextHaveNoLayout() {
    #expect(TextLayout(GrayImage(width: 300, height: 200), deskew: true) == nil)
    let black = TextLayout(GrayImage(width: 300, height: 200, filledWith: 0), deskew: true)
    #expect(black?.blocks.flatMap(\.lines) ?? [] == [])
    #expect(TextLayout(GrayImage(width: 1, height: 1, filledWith: 0), deskew: true) == nil)
  }

  @Test func aPageOfRulesHasNoLines() {
    var drawing = Drawing()
    for line in 0..<12 { drawing.fill(x: 40, y: 60 + 50 * Double(line), width: 800, height: 3) }
    for column in 0..<6 { drawing.fill(x: 40 + 150 * Double(column), y: 60, width: 3, height: 550) }
    #expect(TextLayout(drawing.image, deskew: true)?.blocks.flatMap(\.lines) ?? [] == [])
  }
}
