/// What pages are made of.
public struct SynthesisMaterial: Sendable {
  /// Running text.
  public var corpus: Corpus
  /// Fonts to set it in.
  public var fonts: FontCatalogue
  /// Pictures; procedural ones take their place where there are none.
  public var pictures: PictureFiles
  /// Characters written by hand; pages do without where there are none.
  public var handwriting: HandwrittenCharacters?

  /// Gathers material.
  public init(
    corpus: Corpus, fonts: FontCatalogue, pictures: PictureFiles = .init(), handwriting: HandwrittenCharacters? = nil
  ) {
    self.corpus = corpus
    self.fonts = fonts
    self.pictures = pictures
    self.handwriting = handwriting
  }
}
