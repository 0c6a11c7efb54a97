import Imaging

/// Impulse noise: dots of a pixel or few that stand black on even paper, as scans in black and white have them.
///
/// Print has soft edges where a scan is gray, and full stops as wide as its strokes where it is black and white. What is black
/// from one pixel to the next and far smaller than a stroke is wide is of no print, unless it lies beside strokes as nothing lies
/// elsewhere: then it is what a threshold left of thin ones. Networks know no stroke's width and keep such dots for full
/// stops, so they had better not see them.
struct ImpulseNoise {
  /// The page with paper in place of the dots.
  let bare: GrayImage

  /// Dots are darker than this all over.
  private static let dark = UInt16(0.3 * 65535)
  /// A dot's lightest pixel is at most this share of the darkest around it.
  private static let contrast = 0.3
  /// The darkest pixel around a dot is at least this share of the lightest.
  private static let evenness = 0.7
  /// Dots up to so many pixels are the smallest; other print than the usual may have commas and hyphens that are larger.
  private static let smallest = 2
  /// How wide the smallest dots are at most, in strokes; all others are as small as specks.
  private static let mostWidthOfSmallest = 0.55
  /// Pixels that no dot is larger than, whatever the strokes.
  private static let mostPixels = 16
  /// What is darker is a stroke, or dirt as large.
  private static let ink = UInt16(0.6 * 65535)
  /// How far from a stroke, in strokes, a dot may be a part of it.
  private static let reach = 4.0
  /// How many times as dense dots may be beside strokes as elsewhere.
  private static let mostBeside = 3.0
  /// Every so many rows are looked at for how much of the page lies beside strokes.
  private static let rowStep = 8

  /// Finds the dots of a page; `nil` where it has none, or print so fine that a pixel may be a dot of it.
  ///
  /// - Parameters:
  ///   - image: The page before cleaning.
  ///   - pictures: Its pictures, whose dots stay; `nil` where it has none.
  init?(_ image: GrayImage, outside pictures: PictureArea?) {
    let found = ConnectedComponents(InkMask(image, isDarkerThan: Self.dark))
    var dots = found.components.compactMap { component -> Dot? in
      guard component.pixels <= Self.mostPixels, pictures?.contains(x: component.box.x, y: component.box.y) != true
      else { return nil }
      return Dot(component, of: found, on: image)
    }
    if dots.isEmpty { return nil }
    var strokes = image
    for dot in dots { dot.fill(&strokes, runs: found.runs) }
    // Dots would pass for strokes of a pixel.
    guard let stroke = StrokeWidth(strokes, shortest: 1)?.median else { return nil }
    let finePrint = FinePrint(in: found, size: (image.width, image.height), stroke: stroke)
    dots.removeAll { $0.pixels > Self.mostPixels(stroke: finePrint.stroke(around: $0.box)) }
    if dots.isEmpty { return nil }
    let screen = DotScreen(dots.map(\.box), on: image, stroke: stroke, outside: pictures)
    dots.removeAll { screen.contains($0.box) }
    Self.removeParts(of: strokes, from: &dots, reach: Int(Self.reach * stroke))
    if dots.isEmpty { return nil }
    strokes = image
    for dot in dots { dot.fill(&strokes, runs: found.runs) }
    bare = strokes
  }

  /// How many pixels a dot has at most where strokes are so wide.
  private static func mostPixels(stroke: Double) -> Int {
    max(
      Specks.mostPixels(stroke: stroke),
      min(smallest, Specks.mostPixels(stroke: stroke, width: mostWidthOfSmallest)))
  }

  /// Gives the dots back to a cleaned page as far as its cleaning is not taken.
  ///
  /// - Parameters:
  ///   - before: The page before cleaning, with its dots.
  ///   - cleaned: The page after a part of the cleaning of ``bare``.
  ///   - strength: That part, 0 to 1.
  func blend(_ before: GrayImage, into cleaned: inout GrayImage, strength: Float) {
    guard strength < 1 else { return }
    for place in cleaned.samples.indices where before.samples[place] != bare.samples[place] {
      let dot = Float(before.samples[place]) - Float(bare.samples[place])
      cleaned.samples[place] = UInt16(min(65535, max(0, Float(cleaned.samples[place]) + (1 - strength) * dot + 0.5)))
    }
  }

  /// Removes what may be parts of strokes: what lies beside them, or only the larger of that where dots are as dense elsewhere.
  ///
  /// - Parameters:
  ///   - strokes: The page without dots.
  ///   - dots: Row by row.
  ///   - reach: How far from a stroke its parts may be, in pixels.
  private static func removeParts(of strokes: GrayImage, from dots: inout [Dot], reach: Int) {
    var near = InkSurroundings(strokes, isDarkerThan: ink, reach: reach)
    var next = 0
    var area = 0
    for y in 0..<strokes.height {
      near.move(toRow: y)
      if y % rowStep == 0 {
        area += min(rowStep, strokes.height - y) * (0..<strokes.width).count { near.hasInk(atColumn: $0) }
      }
      while next < dots.count, dots[next].box.y == y {
        let box = dots[next].box
        // The page's edge may have cut the stroke off.
        dots[next].isBeside =
          near.hasInk(atColumn: box.x) || !box.isWithin(width: strokes.width, height: strokes.height)
        next += 1
      }
    }
    let beside = dots.count { $0.isBeside }
    let density = Double(dots.count - beside) / Double(max(1, strokes.samples.count - area))
    let largest = Double(beside) <= mostBeside * density * Double(area) ? smallest : 0
    dots.removeAll { $0.isBeside && $0.pixels > largest }
  }

  /// What may be noise.
  private struct Dot {
    let box: PixelBox
    let pixels: Int
    /// The places of its runs in those of all components.
    let runs: Range<Int>
    /// The lightest of what is around it, as its rim may be gray.
    let paper: UInt16
    /// Whether it lies beside strokes or at the page's edge.
    var isBeside = false

    /// Makes a dot of a component that is black beside what is around it, and that even; `nil` of others.
    init?(_ component: ConnectedComponents.Component, of found: ConnectedComponents, on page: GrayImage) {
      var (darkest, lightest) = (UInt16.max, UInt16.min)
      var ownLightest = UInt16.min
      for run in found.runs[component.runs] {
        for y in max(0, Int(run.y) - 1)...min(page.height - 1, Int(run.y) + 1) {
          for x in max(0, Int(run.start) - 1)...min(page.width - 1, Int(run.end)) {
            let value = page.samples[y * page.width + x]
            if value < ImpulseNoise.dark {
              ownLightest = max(ownLightest, value)
              continue
            }
            (darkest, lightest) = (min(darkest, value), max(lightest, value))
          }
        }
      }
      guard lightest > 0, Double(darkest) >= ImpulseNoise.evenness * Double(lightest),
        Double(ownLightest) <= ImpulseNoise.contrast * Double(darkest)
      else { return nil }
      (box, pixels, runs, paper) = (component.box, component.pixels, component.runs, lightest)
    }

    /// Makes the dot paper, with its rim.
    func fill(_ page: inout GrayImage, runs: [ConnectedComponents.Run]) {
      for place in DotShape(box, runs: runs[self.runs], on: page, ink: ImpulseNoise.ink).places {
        page.samples[place] = max(page.samples[place], paper)
      }
    }
  }
}
