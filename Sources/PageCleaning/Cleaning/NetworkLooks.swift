import Imaging
import NeuralNetwork

/// A page's plane after the networks had as many looks at it as it needs.
///
/// One is enough for most. Ink so faint that they took it is made black, and they look again; where they leave grain as strong as ink
/// they see the plane smoothed as well, up to ``Mottle/mostSmoothings`` times.
struct NetworkLooks {
  /// The plane as they saw it: as it is, or with its faint ink made black.
  private(set) var before: GrayImage
  /// The plane after them, of the same size.
  private(set) var after: GrayImage
  /// Whether faint ink was made black.
  private(set) var isInked = false
  /// Whether that was uneven within strokes (``UnevenInk``).
  private(set) var isUneven = false
  /// Whether there was grain that they took only once it was smoothed.
  private(set) var isMottled = false

  private let page: TiledPage
  private let pictures: PictureArea?
  private let processor: TileProcessor

  /// Runs the networks.
  ///
  /// - Parameters:
  ///   - image: The plane before them.
  ///   - page: Which networks there are, and what is asked of them.
  ///   - processor: Runs the page's networks.
  ///   - pictures: Where pictures are; `nil` where there are none.
  /// - Throws: ``NetworkError`` where a network does not fit.
  init(at image: GrayImage, of page: TiledPage, processor: TileProcessor, outside pictures: PictureArea?)
    throws(NetworkError)
  {
    (self.page, self.processor, self.pictures) = (page, processor, pictures)
    (before, after) = (image, image)
    after = try look(at: image)
    let smooths = page.removesMottle && page.isCleanedWholly
    guard smooths || page.restoresFaintInkWholly else { return }
    var mottle = mottle(on: after)
    if page.restoresFaintInkWholly,
      let inked = FaintPage.inked(before: image, after: after, isMottled: mottle != nil, outside: pictures)
    {
      (before, after, isInked, isUneven) = (inked.page, try look(at: inked.page), true, inked.isUneven)
      mottle = self.mottle(on: after)
    }
    // What networks leave of pale lines is no grain, and smoothing would take the rest.
    if smooths, let mottle, !(page.keepsInk && tookFineLines) { try remove(mottle) }
  }

  private func look(at plane: GrayImage, smoothings: Int = 0) throws(NetworkError) -> GrayImage {
    try processor.process(plane, tileSize: page.tileSize, reduction: page.reduction, smoothings: smoothings)
  }

  private func mottle(on plane: GrayImage) -> Mottle? {
    Mottle(on: plane, before: before, reduction: page.reduction, outside: pictures)
  }

  /// Whether the networks took the fine lines of a drawing.
  private var tookFineLines: Bool {
    guard let paper = PaperMap(before: before, after: after, outside: pictures?.withSurroundings) else { return false }
    return FineLines(before: before, after: after, contrast: InkContrast(before: before, paper: paper)) != nil
  }

  /// Takes grain, as often as it takes print less than grain.
  private mutating func remove(_ mottle: Mottle) throws(NetworkError) {
    var (found, smoothings): (Mottle?, Int) = (mottle, 0)
    while let known = found, smoothings < Mottle.mostSmoothings,
      let even = known.removed(by: try look(at: before, smoothings: smoothings + 1))
    {
      found = self.mottle(on: even)
      if let found, !found.isFar(below: known) { break }
      (after, isMottled) = (even, true)
      smoothings += 1
    }
  }
}
