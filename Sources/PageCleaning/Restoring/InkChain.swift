import Imaging

/// Letters of one ink: dark ones, and those to which others lead from them, each near the last and nearly as dark.
struct InkChain {
  /// The letters.
  let letters: [InkArea]

  /// How wide letters are at most, in pixels, with those that writing joins to them.
  static let widest = 400
  /// How often letters near those that were found are looked for.
  private static let passes = 4
  /// The side of the squares in which ink is measured, in pixels, and the share of its pixels that are paler than its depth.
  private static let (square, depthPercentile) = (32, 0.9)

  /// Follows letters.
  ///
  /// - Parameters:
  ///   - letters: All that may be letters.
  ///   - height: Rows of the page.
  ///   - isDark: Which of them are ink in any case.
  init(_ letters: [InkArea], height: Int, isDark: (InkArea) -> Bool) {
    var ink = InkAreas(letters.filter(isDark), height: height, largest: Self.widest)
    var rest = letters.filter { !isDark($0) }.sorted { $0.contrast > $1.contrast }
    for _ in 0..<Self.passes {
      let count = rest.count
      rest.removeAll { letter in
        guard ink.letters(in: letter.surroundings).contains(where: { letter.mayStandNear($0) }) else { return false }
        ink.add(letter)
        return true
      }
      if rest.count == count { break }
    }
    self.letters = ink.areas
  }

  /// How deep the letters are everywhere, 0 to 1; `nil` where there are none.
  ///
  /// - Parameters:
  ///   - contrast: The contrast of the page's pixels.
  ///   - width: Pixels a row of the page.
  ///   - height: Rows of the page.
  func depths(_ contrast: InkContrast, width: Int, height: Int) -> LevelMap? {
    var depths = SquareHistograms(width: width, height: height, size: Self.square)
    for run in letters.lazy.flatMap(\.runs) {
      let y = Int(run.y)
      for x in Int(run.start)..<Int(run.end) { depths.add(Int(contrast.values[y * width + x]), x: x, y: y) }
    }
    return depths.levels(percentile: Self.depthPercentile)
  }
}
