import Imaging

/// The specks that cleaning left on a page: dots far smaller than those of its print.
///
/// A network that works on pixels keeps many a speck of black and white scans, since a dot of one pixel is a full stop where print is
/// small. What the width of the page's strokes says about the size of its dots no window of the network shows. Dots of a
/// ``DotScreen`` stay.
struct Specks {
  /// What is darker after cleaning is a speck or ink.
  private static let light = UInt16(0.8 * 65535)
  /// What is nowhere darker is the end of a stroke rather than a speck.
  private static let dark = UInt16(0.4 * 65535)
  /// How wide a speck is at most, in strokes: a sixth of the area of a square as wide as one; a full stop has all of it.
  static let mostWidth = 0.408

  private let places: [Int]

  /// Finds the specks of a page; `nil` where it has none, or print so fine that a pixel may be a dot of it.
  ///
  /// - Parameters:
  ///   - cleaned: The page after all of the cleaning.
  ///   - pictures: Its pictures, which come back as they were; `nil` where it has none.
  init?(_ cleaned: GrayImage, outside pictures: PictureArea?) {
    guard let stroke = StrokeWidth(cleaned)?.median else { return nil }
    guard Self.mostPixels(stroke: stroke) > 0 else { return nil }
    let found = ConnectedComponents(InkMask(cleaned, isDarkerThan: Self.light))
    let finePrint = FinePrint(in: found, size: (cleaned.width, cleaned.height), stroke: stroke)
    let specks = found.components.filter { component in
      component.pixels <= Self.mostPixels(stroke: finePrint.stroke(around: component.box))
        && pictures?.contains(x: component.box.x, y: component.box.y) != true
        && found.runs[component.runs].contains { run in
          (run.start..<run.end).contains { cleaned.samples[Int(run.y) * cleaned.width + Int($0)] < Self.dark }
        }
    }
    let screen = DotScreen(specks.map(\.box), on: cleaned, stroke: stroke, outside: pictures)
    places = specks.filter { !screen.contains($0.box) }.flatMap {
      DotShape($0.box, runs: found.runs[$0.runs], on: cleaned, ink: Self.light).places
    }
    if places.isEmpty { return nil }
  }

  /// How many pixels a dot has at most that is so wide, in strokes.
  static func mostPixels(stroke: Double, width: Double = mostWidth) -> Int { Int(width * stroke * width * stroke) }

  /// Makes the specks paper, with their rims.
  ///
  /// - Parameters:
  ///   - page: The page after the part of the cleaning that is taken.
  ///   - before: The page before it.
  ///   - strength: That part, above 0 and up to 1.
  func whiten(_ page: inout GrayImage, before: GrayImage, strength: Float) {
    page.whiten(places, before: before, strength: strength)
  }
}
