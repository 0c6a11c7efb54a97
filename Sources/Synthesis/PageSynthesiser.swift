import Imaging

/// A page and what it shows.
public struct SynthesisedPage: Sendable {
  /// The page, 8-bit grays as 16 bits.
  public let image: GrayImage
  /// What it shows.
  public let truth: PageTruth
}

/// Makes clean pages with their truth.
///
/// A page follows from the settings, the material, the seed and its number; it does not depend on the pages that were
/// made before it. One thread uses a synthesiser.
public final class PageSynthesiser {
  private let settings: SynthesisSettings
  private let material: SynthesisMaterial
  private let shelf: FontShelf

  /// Makes a synthesiser.
  public init(_ settings: SynthesisSettings, material: SynthesisMaterial) {
    self.settings = settings
    self.material = material
    shelf = FontShelf(material.fonts)
  }

  /// Makes the page of a number.
  ///
  /// - Throws: What reading a font or picture throws.
  public func page(_ number: Int) throws -> SynthesisedPage {
    let page = try PageComposer(settings, page: number, material: material, shelf: shelf)
    let kind = page.random.choice(of: settings.kinds, weight: \.share)
    try kind.layout.compose(page)
    let (regions, lines) = page.truth.finish()
    let truth = PageTruth(
      page: number, seed: settings.seed, dpi: hundredths(page.design.dpi), width: settings.width,
      height: settings.height, kind: kind, rotation: hundredths(page.design.rotation), fonts: page.fonts.sorted(),
      regions: regions, lines: lines)
    return SynthesisedPage(image: page.canvas.image, truth: truth)
  }
}
