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
  /// How wide the smallest dots are at most, in strokes, and how wide all others.
  private static let (mostWidthOfSmallest, mostWidth) = (0.55, 0.4)
  /// Pixels that no dot is larger than, whatever the strokes.
  private static let mostPixels = 16
  /// What is darker is a stroke, or dirt as large.
  private static let ink = UInt16(0.6 * 65535)
  /// How far from a stroke, in strokes, a dot may be a part of it.
  private static let reach = 2.0
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
    let found = ConnectedComponents(
      InkMask(width: image.width, height: image.height, pixels: image.samples.map { $0 < Self.dark ? 1 : 0 }))
    let dots = found.components.compactMap { component -> Dot? in
      guard component.pixels <= Self.mostPixels, pictures?.contains(x: component.box.x, y: component.box.y) != true
      else { return nil }
      return Dot(component, runs: found.runs[component.runs], on: image)
    }
    if dots.isEmpty { return nil }
    let strokes = dots.reduce(into: image) { page, dot in dot.fill(&page) }
    // Noise is none of the runs any more that would pass for thin strokes.
    guard let stroke = StrokeWidth(strokes, shortest: 1)?.median else { return nil }
    func pixels(ofWidth share: Double) -> Int { Int(share * stroke * share * stroke) }
    let mostPixels = max(pixels(ofWidth: Self.mostWidth), min(Self.smallest, pixels(ofWidth: Self.mostWidthOfSmallest)))
    let small = dots.filter { $0.pixels <= mostPixels }
    if small.isEmpty { return nil }
    let screen = DotScreen(small.map(\.box), width: image.width, height: image.height, stroke: stroke)
    let noise = Self.withoutParts(
      of: strokes, among: small.filter { !screen.contains($0.box) }, reach: Int(Self.reach * stroke))
    if noise.isEmpty { return nil }
    bare = noise.reduce(into: image) { page, dot in dot.fill(&page) }
  }

  /// Gives the dots back to a cleaned page as far as its cleaning is not taken.
  ///
  /// - Parameters:
  ///   - before: The page before cleaning, with its dots.
  ///   - cleaned: The page after a part of the cleaning of ``bare``.
  ///   - strength: That part, 0 to 1.
  func blend(_ before: GrayImage, into cleaned: inout GrayImage, strength: Float) {
    for place in cleaned.samples.indices where before.samples[place] != bare.samples[place] {
      let dot = Float(before.samples[place]) - Float(bare.samples[place])
      cleaned.samples[place] = UInt16(min(65535, max(0, Float(cleaned.samples[place]) + (1 - strength) * dot + 0.5)))
    }
  }

  /// The dots that may be no parts of strokes: those away from strokes, and the smallest of the others where these are not far more.
  ///
  /// - Parameters:
  ///   - strokes: The page without dots.
  ///   - dots: Row by row.
  ///   - reach: How far from a stroke its parts may be, in pixels.
  private static func withoutParts(of strokes: GrayImage, among dots: [Dot], reach: Int) -> [Dot] {
    var near = InkSurroundings(strokes, isDarkerThan: ink, reach: reach)
    var beside = [Bool](repeating: false, count: dots.count)
    var next = 0
    var area = 0
    for y in 0..<strokes.height {
      near.move(toRow: y)
      if y % Self.rowStep == 0 { area += Self.rowStep * (0..<strokes.width).count { near.hasInk(atColumn: $0) } }
      while next < dots.count, dots[next].box.y == y {
        beside[next] = near.hasInk(atColumn: dots[next].box.x)
        next += 1
      }
    }
    let away = zip(dots, beside).filter { !$1 }.map(\.0)
    let density = Double(away.count) / Double(max(1, strokes.samples.count - area))
    guard Double(dots.count - away.count) <= mostBeside * density * Double(area) else { return away }
    return zip(dots, beside).filter { !$1 || $0.pixels <= smallest }.map(\.0)
  }

  /// What may be noise.
  private struct Dot {
    let box: PixelBox
    let pixels: Int
    let runs: ArraySlice<ConnectedComponents.Run>
    /// The mean of what is around it.
    let paper: UInt16

    /// Makes a dot of a component that is black beside what is around it, and that even; `nil` of others.
    init?(_ component: ConnectedComponents.Component, runs: ArraySlice<ConnectedComponents.Run>, on page: GrayImage) {
      let box = component.box
      // What the page's edge cuts may be the end of a stroke.
      guard box.x > 0, box.y > 0, box.x + box.width < page.width, box.y + box.height < page.height else { return nil }
      var (darkest, lightest) = (UInt16.max, UInt16.min)
      var ownLightest = UInt16.min
      var (sum, count) = (0, 0)
      for run in runs {
        for y in Int(run.y) - 1...Int(run.y) + 1 {
          for x in Int(run.start) - 1...Int(run.end) {
            let value = page.samples[y * page.width + x]
            if value < ImpulseNoise.dark {
              ownLightest = max(ownLightest, value)
              continue
            }
            (darkest, lightest) = (min(darkest, value), max(lightest, value))
            sum += Int(value)
            count += 1
          }
        }
      }
      guard Double(darkest) >= ImpulseNoise.evenness * Double(lightest),
        Double(ownLightest) <= ImpulseNoise.contrast * Double(darkest)
      else { return nil }
      (self.box, pixels, self.runs) = (box, component.pixels, runs)
      paper = UInt16(sum / count)
    }

    /// Makes the dot paper.
    func fill(_ page: inout GrayImage) {
      for run in runs {
        let row = Int(run.y) * page.width
        for x in Int(run.start)..<Int(run.end) { page.samples[row + x] = paper }
      }
    }
  }
}
