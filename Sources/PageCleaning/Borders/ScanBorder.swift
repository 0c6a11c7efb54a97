import Imaging

/// What a scan shows beside its sheet: dark bands along its sides where the sheet was smaller than the glass or lay askew, wide ground
/// (``ScanGround``), and the holes of a punch (``PunchHoles``).
///
/// A band is dark all through, of one gray, no deeper than a part of the page, and lies along a good part of a side;
/// light shapes in it, as white letters in a coloured bar, make it content, and so do dark ones, as print in a shadow. Letters
/// that the page's edge cuts are short beside it and stay.
struct ScanBorder {
  /// For each pixel of the page, `[height, width]`, 1 where it is beside the sheet.
  let pixels: [UInt8]
  /// The page with paper in place of it.
  let bare: GrayImage

  /// What is darker than this share of the paper's gray may be a band's.
  private static let dark = 0.6
  /// What is lighter than this share of the paper's gray is no rim of a band's.
  private static let light = 0.92
  /// How deep a band is at most, as a share of the page.
  private static let deepest = 0.1
  /// The share of a side along which a band lies at least.
  private static let leastCover = 0.25
  /// How far a band's grays lie from their median at most, and how many of them do not.
  private static let (spread, leastUniform) = (26, 0.75)
  /// From this depth on, in pixels, a band could hold letters.
  private static let letterDepth = 8
  /// The share of a band's depth at which a light shape in it begins, and of its length that may have such shapes.
  private static let (shapeDepth, mostShapes): (Double, Double) = (0.7, 0.05)
  /// How many pixels a dark shape has on a line inwards at least, and of how many lines may have such shapes.
  private static let (leastStroke, mostStrokes): (Int, Double) = (2, 0.1)
  /// How far teeth of a band stand out from it, in pixels, at most.
  private static let teeth = 3

  /// Finds what lies beside the sheet; `nil` where nothing does.
  init?(_ image: GrayImage) {
    var grays = Histogram()
    // Paper is known as well from every eighth row.
    for y in stride(from: 0, to: image.height, by: 8) {
      for sample in image.samples[y * image.width..<(y + 1) * image.width] { grays.add(Int(sample >> 8)) }
    }
    let paper = (grays.percentile(0.8) ?? 255) * 257
    var pixels: [UInt8] = []
    var bare = image
    func whiten(_ place: Int) {
      if pixels.isEmpty { pixels = [UInt8](repeating: 0, count: image.samples.count) }
      pixels[place] = 1
      bare.samples[place] = max(bare.samples[place], UInt16(paper))
    }
    for side in Side.all(of: image) {
      // What the sides before left of a corner is as deep as they left it.
      guard let depths = Self.depths(of: side, on: bare, paper: Double(paper)) else { continue }
      for (index, depth) in depths.enumerated() {
        for step in 0..<depth { whiten(side.place(index, step)) }
      }
    }
    let dark = UInt16(Self.dark * Double(paper))
    // A black page has nothing that is darker than its paper.
    if dark > 0 {
      ScanGround(image, paper: UInt16(paper), isDarkerThan: dark)?.forEachPlace(on: image, whiten)
      PunchHoles(bare, paper: UInt16(paper), isDarkerThan: dark)?.forEachPlace(on: image, whiten)
    }
    if pixels.isEmpty { return nil }
    (self.pixels, self.bare) = (pixels, bare)
  }

  /// Makes it white on a cleaned page.
  ///
  /// - Parameters:
  ///   - cleaned: The page after cleaning.
  ///   - before: The page before.
  ///   - strength: How much of the cleaning is taken, 0 to 1.
  func whiten(_ cleaned: inout GrayImage, before: GrayImage, strength: Float) {
    cleaned.whiten(pixels.indices.lazy.filter { pixels[$0] != 0 }, before: before, strength: strength)
  }

  /// One of the four sides: where its lines inwards begin, and how they go on.
  struct Side {
    /// Pixels along it.
    let length: Int
    /// Pixels from it to the opposite side.
    let across: Int
    let start: Int
    let along: Int
    let inwards: Int

    func place(_ index: Int, _ step: Int) -> Int { start + index * along + step * inwards }

    static func all(of image: GrayImage) -> [Side] {
      let (width, height) = (image.width, image.height)
      return [
        Side(length: height, across: width, start: 0, along: width, inwards: 1),
        Side(length: height, across: width, start: width - 1, along: width, inwards: -1),
        Side(length: width, across: height, start: 0, along: 1, inwards: width),
        Side(length: width, across: height, start: (height - 1) * width, along: 1, inwards: -width),
      ]
    }
  }

  /// How deep the band along a side is at each of its pixels; `nil` where there is none.
  private static func depths(of side: Side, on image: GrayImage, paper: Double) -> [Int]? {
    let limit = Int(deepest * Double(side.across))
    let darkest = UInt16(dark * paper)
    let runs = (0..<side.length).map { index -> Int in
      var depth = 0
      while depth <= limit, depth < side.across, image.samples[side.place(index, depth)] < darkest { depth += 1 }
      return depth
    }
    // What goes on inwards is a picture, a shade, a letter at the band, or the band of the side around the corner.
    let ending = runs.map { $0 > limit ? 0 : $0 }
    let usual = percentiles(0.5, of: ending, reach: max(8, side.length / 20))
    let deep = percentiles(0.75, of: ending, reach: max(8, side.length / 20))
    let covered = usual.indices.filter { usual[$0] >= 2 && runs[$0] > 0 }
    guard Double(covered.count) >= leastCover * Double(side.length) else { return nil }
    let shapes = covered.count {
      deep[$0] >= letterDepth && Double(runs[$0]) < shapeDepth * Double(deep[$0])
    }
    guard Double(shapes) <= mostShapes * Double(covered.count) else { return nil }
    let depths = runs.indices.map { usual[$0] >= 2 ? min(runs[$0], usual[$0] + teeth) : 0 }
    guard let gray = uniformGray(depths, of: side, on: image),
      !hasStrokes(depths, of: side, on: image, darkerThan: gray - spread)
    else { return nil }
    let lightest = UInt16(light * paper)
    return depths.enumerated().map { index, depth in
      // Its rim, as long as that becomes lighter.
      var end = depth
      while end > 0, end < min(side.across - 1, 2 * depth + teeth) {
        let next = image.samples[side.place(index, end)]
        if next < darkest || next >= lightest || next < image.samples[side.place(index, end - 1)] { break }
        end += 1
      }
      return end
    }
  }

  /// The gray of a band, 0 to 255; `nil` where it is of more than one.
  private static func uniformGray(_ depths: [Int], of side: Side, on image: GrayImage) -> Int? {
    var grays = Histogram()
    for (index, depth) in depths.enumerated() {
      for step in 0..<depth { grays.add(Int(image.samples[side.place(index, step)] >> 8)) }
    }
    return grays.median(withinSpread: spread, share: leastUniform)
  }

  /// Whether a band has dark strokes: bands grow darker towards the page's side or the sheet's, and not in between.
  private static func hasStrokes(_ depths: [Int], of side: Side, on image: GrayImage, darkerThan ink: Int) -> Bool {
    let lines = depths.indices.filter { depths[$0] >= letterDepth }
    let crossing = lines.count { index in
      var (isInBand, stroke) = (false, 0)
      for step in 0..<depths[index] {
        if Int(image.samples[side.place(index, step)] >> 8) < ink {
          if isInBand { stroke += 1 }
        } else {
          if stroke >= leastStroke { return true }
          (isInBand, stroke) = (true, 0)
        }
      }
      return false
    }
    return Double(crossing) > mostStrokes * Double(lines.count)
  }

  /// What a share of the values within a reach before and after each value do not exceed.
  private static func percentiles(_ share: Double, of values: [Int], reach: Int) -> [Int] {
    var near = Histogram(range: (values.max() ?? 0) + 1)
    for value in values.prefix(reach) { near.add(value) }
    return values.indices.map { index in
      if index + reach < values.count { near.add(values[index + reach]) }
      if index > reach { near.remove(values[index - reach - 1]) }
      return near.percentile(share) ?? 0
    }
  }
}
