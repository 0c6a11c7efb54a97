import Imaging

/// A page made ready to be read: level, with characters of a usual height, and its ink.
struct ReadingPage: Sendable, Equatable {
  /// How the image lies on the page.
  let frame: ReadingFrame
  /// The image that is read.
  let image: GrayImage
  /// The components of its ink, without rules.
  private(set) var found: ConnectedComponents
  /// The usual height of characters on the image.
  let characterHeight: Double

  /// The height to which the characters of other pages are brought.
  private static let readingHeight = 30.0
  /// Heights of characters that are read as they are.
  private static let usualHeights = 20...50
  /// The smallest and largest enlargement of a page.
  private static let scales = 0.2...4.0
  /// Pixels up to which pages are enlarged.
  private static let mostPixels = 120_000_000.0

  /// Makes a page ready; `nil` where it has nothing that may be a character.
  ///
  /// - Parameter deskew: Whether lines may be turned.
  init?(_ page: GrayImage, deskew: Bool) {
    let threshold = inkThreshold(of: page)
    var mask = InkMask(page, threshold: threshold)
    let first = ConnectedComponents(mask)
    guard let height = TextRecognition.characterHeight(of: first, width: page.width, height: page.height) else {
      return nil
    }
    var scale = Self.usualHeights.contains(height) ? 1 : Self.readingHeight / Double(height)
    scale = min(max(scale, Self.scales.lowerBound), Self.scales.upperBound)
    let pixels = Double(page.width) * Double(page.height)
    scale = min(scale, max(1, (Self.mostPixels / pixels).squareRoot()))
    frame = ReadingFrame(
      pageWidth: page.width, pageHeight: page.height, scale: scale,
      angle: deskew ? SkewEstimate(first, characterHeight: height).angle : 0)
    image = page.seen(through: frame)
    characterHeight = Double(height) * scale
    if !frame.showsThePageAsItIs { mask = InkMask(image, threshold: threshold) }
    mask.removeLongRuns(horizontal: Int(6 * characterHeight), vertical: Int(5 * characterHeight))
    found = ConnectedComponents(mask)
  }

  /// Divides components that reach over several lines, as where a descender touches what stands below it, midway between
  /// the lines.
  ///
  /// - Parameter segments: The lines as they were found with these components.
  /// - Returns: Whether there were any.
  mutating func divideInkOfSeveralLines(_ segments: [LineSegment]) -> Bool {
    let lines = segments.filter { $0.bodies.count >= 4 }
    let rows = RowBuckets(lines.map(\.box), rowHeight: max(8, Int(2 * characterHeight)))
    var cuts: [Int: [Int]] = [:]
    for (place, component) in found.components.enumerated() {
      let box = component.box
      guard Double(box.height) >= 1.7 * characterHeight, Double(box.height) <= 5 * characterHeight,
        Double(box.width) <= 6 * characterHeight
      else { continue }
      var touched: [LineSegment] = []
      rows.visit(overlapping: box.y..<box.maxY, columns: box.x..<box.maxX) { index in
        let line = lines[index]
        let shared = min(Double(box.maxY), line.foot) - max(Double(box.y), line.foot - line.height)
        if shared >= 0.5 * line.height { touched.append(line) }
      }
      touched.sort { $0.foot < $1.foot }
      let between = zip(touched, touched.dropFirst()).filter { $1.foot - $0.foot > 0.8 * $1.height }
        .map { Int(($0.foot + $1.foot - $1.height) / 2) }
      if !between.isEmpty { cuts[place] = between }
    }
    guard !cuts.isEmpty else { return false }
    found = found.divided(at: cuts)
    return true
  }
}

/// The largest value that is ink: midway between the means of Otsu's classes where the page has ink and paper, and one half
/// otherwise.
///
/// Otsu's best threshold is midway; of a page in black and white all are as good, but enlarged or reduced it has grays as well.
func inkThreshold(of image: GrayImage) -> UInt16 {
  guard let otsu = OtsuThreshold(ofInkAndPaper: image) else { return .max / 2 }
  return UInt16((otsu.paperMean + otsu.inkMean) / 2 * Double(UInt16.max))
}
