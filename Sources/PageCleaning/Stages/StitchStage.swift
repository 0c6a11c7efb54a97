import Imaging
import NeuralNetwork
import PipelineEngine
import Synchronization

/// Computes the tiles and puts them together.
public struct StitchStage: PageStage {
  /// Stitching has no parameters.
  public typealias Parameters = NoParameters

  /// "stitch".
  public static var name: String { "stitch" }
  /// What the stage does.
  public static var summary: String { "Computes the tiles on all cores and puts them together to a page." }

  private let processors: TileProcessors
  private let pictureProcessors: TileProcessors

  /// Makes the stage.
  public init(_ parameters: Parameters, context: StageContext) throws {
    let pool = WorkerPool(count: context.workers)
    processors = TileProcessors(pool)
    pictureProcessors = TileProcessors(pool)
  }

  /// The page after the networks, with its pictures as they were; or as it was before them where its guard says so.
  public func process(_ page: TiledPage) throws -> GrayPage {
    let image = page.restoresFaintInkWholly ? page.page.image.exposed : page.page.image
    // Networks of which nothing is taken leave nothing to give back.
    let strength = page.networks.map(\.strength).max() ?? 0
    let border = page.removesBorder && strength > 0 ? ScanBorder(image) : nil
    var cleaning: Cleaning
    do {
      cleaning = try clean(border?.bare ?? image, of: page, strength: strength)
    } catch {
      throw PageError(error.description)
    }
    var result = page.page
    if let pictures = cleaning.pictures {
      result.info.remarks.append(
        PageRemark(.note, "pictures found on \(Int((pictures.share * 100).rounded())) % of it"))
      result.pictures = pictures
    }
    border?.whiten(&cleaning.cleaned, before: image, strength: strength)
    if let inkGuard = page.inkGuard {
      let verdict = inkGuard.judge(
        before: cleaning.bare, cleaned: cleaning.cleaned, isBilevel: result.info.isBilevel,
        isMottled: cleaning.isMottled)
      result.info.remarks.append(verdict.remark)
      if verdict.passesThrough { return result }
    }
    result.image = cleaning.withNarrowedStrokes
    return result
  }

  /// What a page was made.
  private struct Cleaning {
    /// The plane before the networks, without specks.
    var bare: GrayImage
    /// The plane after them, with its pictures.
    var cleaned: GrayImage
    /// Where pictures are; `nil` where there are none.
    var pictures: PictureArea?
    /// Whether the paper had so strong a grain that the networks left some.
    var isMottled: Bool
    /// The paper by which faint ink that was made black is as wide as on the scan; `nil` where ink was not faint.
    var paperOfFaintInk: PaperMap?

    /// The plane after the networks with its strokes as wide as they were. They are so last of all: narrower strokes are no lost ink.
    var withNarrowedStrokes: GrayImage {
      guard let paperOfFaintInk else { return cleaned }
      return StrokeEdges.narrowed(cleaned, before: bare, paper: paperOfFaintInk, outside: pictures)
    }
  }

  /// Cleans a page's plane.
  private func clean(_ image: GrayImage, of page: TiledPage, strength: Float) throws(NetworkError) -> Cleaning {
    var pictures: PictureArea?
    if let keeper = page.pictureKeeper, strength > 0 {
      pictures = try keeper.pictures(on: image, processor: pictureProcessors.processor(for: [keeper.network]))
    }
    let noise = page.removesSpecks && strength > 0 ? ImpulseNoise(image, outside: pictures) : nil
    let bare = noise?.bare ?? image
    var (before, cleaned, isInked, isMottled) = try afterNetworks(bare, of: page, outside: pictures)
    if page.removesSpecks, strength > 0,
      let specks = Specks(cleaned.wholly(cleanedFrom: before, strength: strength), outside: pictures)
    {
      specks.whiten(&cleaned, before: before, strength: strength)
    }
    if page.keepsInk, strength > 0 { giveBackInk(to: &cleaned, before: before, strength: strength) }
    if page.removesSpecks, strength > 0,
      let dirt = Dirt(
        cleaned.wholly(cleanedFrom: before, strength: strength), before: before, outside: pictures)
    {
      dirt.whiten(&cleaned, before: before, strength: strength)
    }
    var whole = cleaned.wholly(cleanedFrom: before, strength: strength)
    var ink = FaintInk(whole)
    let surroundings = pictures?.withSurroundings
    let needsPaper = strength > 0 && (page.keepsCleanPages || page.keepsInk || pictures != nil)
    let paper = needsPaper ? PaperMap(before: before, after: whole, outside: surroundings) : nil
    if let found = pictures, let paper {
      pictures = found.outlined(on: before.blockMeans(found.squareSize), paper: paper)
    }
    // Fine lines are pale by their width, and the ink of a drawing is no fainter for it.
    // Where no ink was left at all, the guard is to see that.
    if page.keepsInk, !isMottled, ink != nil, let paper,
      let lines = FineLines(before: before, after: whole, contrast: InkContrast(before: before, paper: paper))
    {
      lines.restore(to: &cleaned, strength: strength)
      whole = cleaned.wholly(cleanedFrom: before, strength: strength)
      ink = nil
    }
    if page.keepsCleanPages, !isMottled, let paper,
      let clean = CleanPage(before: before, after: whole, paper: paper, ink: ink, outside: surroundings)
    {
      cleaned = clean.onWhitePaper(strength: strength)
    } else if page.restoresFaintInkWholly, let ink {
      cleaned = cleaned.deepened(by: ink.factor)
    }
    let madeBlack = page.restoresFaintInkWholly && !isMottled && (isInked || (ink?.factor ?? 1) > 1)
    let paperOfFaintInk = madeBlack ? PaperMap(before: bare, after: cleaned, outside: surroundings) : nil
    noise?.blend(image, into: &cleaned, strength: strength)
    if let pictures { page.pictureKeeper?.keep(pictures, of: image, in: &cleaned, strength: strength) }
    return Cleaning(
      bare: bare, cleaned: cleaned, pictures: pictures, isMottled: isMottled, paperOfFaintInk: paperOfFaintInk)
  }

  /// A page's plane after the networks, and as it was when they saw it: as it is, or with faint ink made black. Where they leave grain
  /// they see it smoothed as well.
  private func afterNetworks(
    _ image: GrayImage, of page: TiledPage, outside pictures: PictureArea?
  ) throws(NetworkError) -> (before: GrayImage, cleaned: GrayImage, isInked: Bool, isMottled: Bool) {
    let processor = processors.processor(for: page.networks)
    let reduction = page.reduction
    func cleaned(_ image: GrayImage, smoothings: Int = 0) throws(NetworkError) -> GrayImage {
      try processor.process(image, tileSize: page.tileSize, reduction: reduction, smoothings: smoothings)
    }
    var (before, after) = (image, try cleaned(image))
    func mottle(on page: GrayImage) -> Mottle? {
      Mottle(on: page, before: before, reduction: reduction, outside: pictures)
    }
    var (found, isInked) = (mottle(on: after), false)
    if page.restoresFaintInkWholly,
      let inked = FaintPage.inked(before: image, after: after, isMottled: found != nil, outside: pictures)
    {
      (before, after, isInked) = (inked, try cleaned(inked), true)
      found = mottle(on: after)
    }
    guard page.removesMottle, page.isCleanedWholly else { return (before, after, isInked, false) }
    var smoothings = 0
    // What networks leave of pale lines is no grain, and smoothing would take the rest.
    if found != nil, page.keepsInk, takesFineLines(before: before, after: after, outside: pictures) { found = nil }
    while let known = found, smoothings < Mottle.mostSmoothings,
      let even = known.removed(by: try cleaned(before, smoothings: smoothings + 1))
    {
      found = mottle(on: even)
      if let found, !found.isFar(below: known) { break }
      after = even
      smoothings += 1
    }
    return (before, after, isInked, smoothings > 0)
  }

  /// Whether cleaning took the fine lines of a drawing.
  private func takesFineLines(before: GrayImage, after: GrayImage, outside pictures: PictureArea?) -> Bool {
    guard let paper = PaperMap(before: before, after: after, outside: pictures?.withSurroundings) else { return false }
    return FineLines(before: before, after: after, contrast: InkContrast(before: before, paper: paper)) != nil
  }

  /// Gives a cleaned page back what the networks took of strokes, rules and solid areas.
  private func giveBackInk(to cleaned: inout GrayImage, before: GrayImage, strength: Float) {
    let after = cleaned.wholly(cleanedFrom: before, strength: strength)
    guard let paper = PaperMap(before: before, after: after) else { return }
    let contrast = InkContrast(before: before, paper: paper)
    let stroke = max(2, StrokeWidth(after)?.median ?? 0)
    if var ink = LostInk(before: before, after: after, contrast: contrast, stroke: stroke, strength: strength) {
      ink.restore(to: &cleaned)
    }
    LostRules(before: before, after: after, contrast: contrast, stroke: stroke, strength: strength)?
      .restore(to: &cleaned)
    SolidAreas(before: before, after: after, stroke: stroke, strength: strength)?.restore(to: &cleaned)
  }
}

extension GrayImage {
  /// The page as all of the cleaning would have left it.
  ///
  /// - Parameters:
  ///   - before: The page before, of the same size.
  ///   - strength: How much of the cleaning this page has, 0 to 1; of nothing this page is what is known.
  fileprivate func wholly(cleanedFrom before: GrayImage, strength: Float) -> GrayImage {
    if strength == 1 || strength == 0 { return self }
    let samples = zip(before.samples, samples).map { old, new -> UInt16 in
      let value = Float(old) + (Float(new) - Float(old)) / strength
      return UInt16(min(65535, max(0, value)))
    }
    return GrayImage(width: width, height: height, samples: samples)
  }
}

extension TiledPage {
  /// Whether faint ink is brought back; a page of which only part of the cleaning is taken may have gray paper, which is not to be
  /// deepened.
  fileprivate var restoresFaintInkWholly: Bool { restoresFaintInk && isCleanedWholly }

  /// Whether all of the networks' cleaning is taken.
  fileprivate var isCleanedWholly: Bool { networks.allSatisfy { $0.strength == 1 } }
}

/// The processor of the pipeline's networks, made when the first page comes.
private final class TileProcessors: Sendable {
  private let pool: WorkerPool
  private let known = Mutex<TileProcessor?>(nil)

  init(_ pool: WorkerPool) { self.pool = pool }

  /// All pages of a pipeline carry the same networks, so the first page's serve for all.
  func processor(for networks: [PageNetwork]) -> TileProcessor {
    known.withLock { processor in
      if let processor { return processor }
      let made = TileProcessor(networks, pool: pool)
      processor = made
      return made
    }
  }
}
