import Imaging

/// What the letters that cleaning kept say of how pale ink may be on their page, and how deep cleaning makes it.
struct KeptLetters {
  /// The contrast of the faintest letters, 0 to 255: of print in black and red that of the red.
  let faintest: Int

  /// For each contrast the median gain of the letters that are as dark; `nil` where there is none.
  private let gains: [Float?]

  /// The share of the letters that are as faint as the faintest: a few of them may be dirt.
  private static let fewest = 0.05
  /// Letters without which nothing can be said.
  private static let least = 20
  /// The share of the faintest letters' contrast that letters have at least.
  private static let leastOfFaintest = 0.9
  /// How alike the contrasts of letters of one ink are, the lesser over the greater.
  private static let alike = 0.75

  /// Measures letters; `nil` of too few.
  init?(_ letters: [InkArea]) {
    guard letters.count >= Self.least else { return nil }
    var contrasts = Histogram()
    for letter in letters { contrasts.add(letter.contrast) }
    guard let faintest = contrasts.percentile(Self.fewest) else { return nil }
    self.faintest = faintest
    let sorted = letters.sorted { $0.contrast < $1.contrast }
    var (first, end) = (0, 0)
    gains = (0...255).map { contrast in
      while first < sorted.count, Double(sorted[first].contrast) < Self.alike * Double(contrast) { first += 1 }
      while end < sorted.count, Self.alike * Double(sorted[end].contrast) <= Double(contrast) { end += 1 }
      let alike = sorted[min(first, end)..<end].map(\.gain).sorted()
      return alike.isEmpty ? nil : alike[alike.count / 2]
    }
  }

  /// Whether an area may be a letter by how dark it is.
  func isAsDark(_ area: InkArea) -> Bool { Double(area.contrast) >= Self.leastOfFaintest * Double(faintest) }

  /// How deep cleaning makes ink of a contrast, over the contrast; `nil` where it kept none like it.
  func gain(ofContrast contrast: Int) -> Float? { gains[contrast] }
}
