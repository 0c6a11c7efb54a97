import Imaging
import NeuralNetwork

/// A page's plane as it is cleaned: what is done to it, in its order.
///
/// 1. Pictures are found, and dots of impulse noise taken, before a network sees the plane.
/// 2. The networks clean it (``NetworkLooks``).
/// 3. Specks that they left are taken, ink that they took is given back, and dirt taken.
/// 4. A plane that was clean before stays as it was, on white paper; else faint ink is made as deep as black.
/// 5. Pictures get their own tones back.
///
/// Networks of which nothing is taken leave nothing to do.
struct CleanedPlane {
  /// The plane before the networks, without noise.
  let bare: GrayImage
  /// Where pictures are; `nil` where there are none.
  private(set) var pictures: PictureArea?
  /// Whether the paper had so strong a grain that the networks left some.
  let isMottled: Bool
  /// The plane after all, but for what ``withNarrowedStrokes`` is to do.
  var image: GrayImage

  /// The plane as the networks saw it.
  private let before: GrayImage
  /// How much of the cleaning is taken, 0 to 1.
  private let strength: Float
  /// The plane, with its paper, by which strokes of faint ink that was made black are as wide as they were; `nil` where ink was not faint.
  private var widths: (plane: GrayImage, paper: PaperMap)?

  /// Cleans a plane.
  ///
  /// - Parameters:
  ///   - image: The plane.
  ///   - page: What is to be done to it.
  ///   - networks: Runs the page's networks.
  ///   - pictureProcessor: Gives what runs the network of the page's keeper of pictures.
  /// - Throws: ``NetworkError`` where a network does not fit.
  init(
    cleaning image: GrayImage, of page: TiledPage, networks: TileProcessor,
    pictureProcessor: (PictureKeeper) -> TileProcessor
  ) throws(NetworkError) {
    strength = page.strength
    let isCleaned = strength > 0
    if isCleaned, let keeper = page.pictureKeeper {
      pictures = try keeper.pictures(on: image, processor: pictureProcessor(keeper))
    }
    let noise = page.removesSpecks && isCleaned ? ImpulseNoise(image, outside: pictures) : nil
    bare = noise?.bare ?? image
    let looks = try NetworkLooks(at: bare, of: page, processor: networks, outside: pictures)
    (before, self.image, isMottled) = (looks.before, looks.after, looks.isMottled)
    if isCleaned {
      if page.removesSpecks { removeSpecks() }
      if page.keepsInk { giveBackInk() }
      if page.removesSpecks { removeDirt() }
    }
    let surroundings = pictures?.withSurroundings
    var ink = FaintInk(whole)
    let needsPaper = isCleaned && (page.keepsCleanPages || page.keepsInk || pictures != nil)
    let paper = needsPaper ? PaperMap(before: before, after: whole, outside: surroundings) : nil
    if let paper {
      pictures = pictures.flatMap { $0.outlined(on: before.blockMeans($0.squareSize), paper: paper) }
      // Fine lines are pale by their width, and the ink of a drawing is no fainter for it.
      // Where no ink was left at all, the guard is to see that.
      if page.keepsInk, !isMottled, ink != nil, giveBackFineLines(on: paper) { ink = nil }
    }
    var isDeepened = (ink?.factor ?? 1) > 1
    if page.keepsCleanPages, !isMottled, let paper,
      let clean = CleanPage(before: before, after: whole, paper: paper, ink: ink, outside: surroundings)
    {
      self.image = clean.onWhitePaper(strength: strength)
    } else if page.restoresFaintInkWholly, let ink {
      let pale = isMottled || ink.factor > 1 ? nil : PaleLetters(self.image, ink: ink, outside: surroundings)
      self.image = pale.map { self.image.deepened(by: $0.depths) } ?? self.image.deepened(by: ink.factor)
      isDeepened = isDeepened || pale != nil
    }
    if page.restoresFaintInkWholly, !isMottled, looks.isInked || isDeepened {
      // The deepest pixels of uneven strokes do not tell where the others end; the depth that became black does.
      let plane = looks.isUneven ? before : bare
      widths = PaperMap(before: plane, after: self.image, outside: surroundings).map { (plane, $0) }
    }
    noise?.blend(image, into: &self.image, strength: strength)
    if let pictures { page.pictureKeeper?.keep(pictures, of: image, in: &self.image, strength: strength) }
  }

  /// The plane with strokes of ink that was made black as wide as they were. They are so last of all: narrower strokes are no lost ink.
  var withNarrowedStrokes: GrayImage {
    guard let widths else { return image }
    return StrokeEdges.narrowed(image, before: widths.plane, paper: widths.paper, outside: pictures)
  }

  /// The plane as all of the cleaning would have left it; of nothing that is taken this plane is what is known.
  private var whole: GrayImage {
    if strength == 1 || strength == 0 { return image }
    let samples = zip(before.samples, image.samples).map { old, new -> UInt16 in
      let value = Float(old) + (Float(new) - Float(old)) / strength
      return UInt16(min(65535, max(0, value)))
    }
    return GrayImage(width: image.width, height: image.height, samples: samples)
  }

  /// Takes dots that are far smaller than those of print.
  private mutating func removeSpecks() {
    Specks(whole, outside: pictures)?.whiten(&image, before: before, strength: strength)
  }

  /// Takes dots that are strewn over the page.
  private mutating func removeDirt() {
    Dirt(whole, before: before, outside: pictures)?.whiten(&image, before: before, strength: strength)
  }

  /// Gives back what the networks took of strokes, rules and solid areas.
  private mutating func giveBackInk() {
    let after = whole
    guard let paper = PaperMap(before: before, after: after) else { return }
    let contrast = InkContrast(before: before, paper: paper)
    let stroke = max(2, StrokeWidth(after)?.median ?? 0)
    if var ink = LostInk(before: before, after: after, contrast: contrast, stroke: stroke, strength: strength) {
      ink.restore(to: &image)
    }
    LostRules(before: before, after: after, contrast: contrast, stroke: stroke, strength: strength)?.restore(to: &image)
    SolidAreas(before: before, after: after, stroke: stroke, strength: strength)?.restore(to: &image)
  }

  /// Gives back the fine lines of a drawing; `false` where the plane is none, or they are there.
  private mutating func giveBackFineLines(on paper: PaperMap) -> Bool {
    let contrast = InkContrast(before: before, paper: paper)
    guard let lines = FineLines(before: before, after: whole, contrast: contrast) else { return false }
    lines.restore(to: &image, strength: strength)
    return true
  }
}
