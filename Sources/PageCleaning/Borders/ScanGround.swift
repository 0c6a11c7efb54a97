import Imaging

/// The dark ground that a scan shows around a sheet that is smaller than the glass, or torn.
///
/// It is of one gray, goes along at least one whole side of the page, has nothing in it but sheets, and ends where paper begins: the dark
/// parts of photographs end in other grays, dark covers and slides have light letters on them, and shadows dark ones. Ink that touches it
/// is thinner than the ground and stays.
///
/// It is looked for on the page reduced to squares. What is thinner than a fiftieth of the page, or than 21 pixels of a small one, is none of
/// it (a morphological opening: Serra, "Image Analysis and Mathematical Morphology", 1982); bands as narrow are found by ``ScanBorder``.
struct ScanGround {
  /// White where a square of the page is ground.
  private let squares: GrayImage
  /// Pixels a side of a square.
  private let size: Int

  /// Squares along the page's longer side, at most.
  private static let mostSquares = 1024
  /// Half of the width, in squares, of the thinnest ground.
  private static let radius = 10
  /// The share of a page's side along which it lies, and of the page that it covers, at least.
  private static let (leastCover, leastShare) = (0.95, 0.02)
  /// How far its grays lie from their median at most, of 255, and how many of them do not.
  private static let (spread, leastEven) = (10, 0.9)
  /// The share of the page that a sheet has at least.
  private static let leastSheet = 0.05
  /// How much lighter than the ground marks in it are, as a share of what paper is, or darker, as a share of its gray; how high in squares
  /// and in pixels, and how many there may be: dust is smaller, and no more than one a hair.
  private static let (markContrast, markSquares, markPixels, mostMarks) = (0.25, 3, 4, 1)
  /// How much darker they are at least, of 65535, as black ground has noise.
  private static let noise = 6_000.0
  /// The share of what is no ground that is no lighter than its lightest paper, and how light other paper is, as a share of that.
  private static let (lightest, light) = (0.95, 0.75)
  /// The share of what lies beside the ground that is paper, and of all that is no ground.
  private static let (leastBeside, leastPaper) = (0.75, 0.5)
  /// Within how many squares of the ground its paper is looked for.
  private static let beside = 3

  /// Looks for the ground; `nil` where there is none.
  ///
  /// - Parameters:
  ///   - image: The page.
  ///   - paper: The gray of its paper.
  ///   - dark: What is darker may be ground.
  init?(_ image: GrayImage, paper: UInt16, isDarkerThan dark: UInt16) {
    guard Self.liesAlongSide(of: image, isDarkerThan: dark) else { return nil }
    size = image.squareSize(forAtMost: Self.mostSquares)
    let page = image.blockMeans(size)
    let core = Self.touchingSides(
      GrayImage(page.samples.map { $0 < dark }, width: page.width).eroded(radius: Self.radius))
    guard let gray = Self.gray(of: page, where: core) else { return nil }
    let ground = core.dilated(radius: Self.radius)
    let pixels = Double(ground.samples.count { $0 > 0 })
    guard pixels >= Self.leastShare * Double(ground.samples.count) else { return nil }
    // Where the ground ends it covers parts of squares.
    squares = ground.dilated(radius: 1)
    guard surroundsPaper(page, isInkDarkerThan: dark),
      // Squares at a sheet may be partly light.
      !hasMarks(on: image, in: Self.filled(ground).eroded(radius: 1), gray: Double(gray), paper: Double(paper))
    else { return nil }
  }

  /// Calls a function with the place of each pixel that is ground.
  ///
  /// - Parameter image: The page.
  func forEachPlace(on image: GrayImage, _ body: (_ place: Int) -> Void) {
    forEachPlace(of: squares, on: image, body)
  }

  private func forEachPlace(of squares: GrayImage, on image: GrayImage, _ body: (_ place: Int) -> Void) {
    for (square, sample) in squares.samples.enumerated() where sample > 0 {
      image.forEachPlace(inSquare: square, ofSize: size, body)
    }
  }

  /// Whether a whole side of a page is dark.
  private static func liesAlongSide(of image: GrayImage, isDarkerThan dark: UInt16) -> Bool {
    ScanBorder.Side.all(of: image).contains { side in
      let darkPixels = (0..<side.length).count { image.samples[side.place($0, 0)] < dark }
      return Double(darkPixels) >= leastCover * Double(side.length)
    }
  }

  /// What of a mask is connected to the page's sides.
  private static func touchingSides(_ mask: GrayImage) -> GrayImage {
    let found = ConnectedAreas(of: mask.samples.map { $0 > 0 }, width: mask.width)
    return GrayImage(found.labels.map { $0 >= 0 && found.areas[$0].touchesBorder }, width: mask.width)
  }

  /// The gray of a page where a mask is white; `nil` where it is of more than one.
  private static func gray(of page: GrayImage, where mask: GrayImage) -> UInt16? {
    var grays = Histogram()
    for (gray, sample) in zip(page.samples, mask.samples) where sample > 0 { grays.add(Int(gray >> 8)) }
    return grays.median(withinSpread: spread, share: leastEven).map { UInt16($0 * 257) }
  }

  /// Whether there are marks like letters on the ground, as there are on covers and in shadows.
  private func hasMarks(on image: GrayImage, in squares: GrayImage, gray: Double, paper: Double) -> Bool {
    let darkest = max(0, gray - max(Self.noise, Self.markContrast * gray))
    let even = UInt16(darkest)...UInt16(gray + Self.markContrast * max(0, paper - gray))
    var marks = InkMask(
      width: image.width, height: image.height, pixels: [UInt8](repeating: 0, count: image.samples.count))
    forEachPlace(of: squares, on: image) { place in
      if !even.contains(image.samples[place]) { marks.pixels[place] = 1 }
    }
    let leastHeight = max(Self.markPixels, Self.markSquares * size)
    return ConnectedComponents(marks).components.count { $0.box.height >= leastHeight } > Self.mostMarks
  }

  /// A mask of ground with all that it surrounds but sheets.
  private static func filled(_ ground: GrayImage) -> GrayImage {
    let rest = ConnectedAreas(of: ground.samples.map { $0 == 0 }, width: ground.width)
    let leastPixels = Int(leastSheet * Double(ground.samples.count))
    return GrayImage(rest.labels.map { $0 < 0 || rest.areas[$0].pixels < leastPixels }, width: ground.width)
  }

  /// Whether what lies beside the ground is paper, but for ink, and much of all that is none.
  private func surroundsPaper(_ page: GrayImage, isInkDarkerThan dark: UInt16) -> Bool {
    let near = squares.dilated(radius: Self.beside)
    var grays = Histogram()
    for (gray, sample) in zip(page.samples, squares.samples) where sample == 0 { grays.add(Int(gray >> 8)) }
    guard let lightest = grays.percentile(Self.lightest) else { return false }
    let light = UInt16(Self.light * Double(lightest * 257))
    var (paper, all, paperBeside, allBeside) = (0, 0, 0, 0)
    for place in squares.samples.indices where squares.samples[place] == 0 {
      let gray = page.samples[place]
      all += 1
      if gray >= light { paper += 1 }
      guard near.samples[place] > 0, gray >= dark else { continue }
      allBeside += 1
      if gray >= light { paperBeside += 1 }
    }
    return paperBeside > 0 && Double(paperBeside) >= Self.leastBeside * Double(allBeside)
      && Double(paper) >= Self.leastPaper * Double(all)
  }
}
