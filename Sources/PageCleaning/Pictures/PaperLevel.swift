import Imaging

/// How light a page's paper is, by which its pictures are divided so that their white is that of the cleaned page.
///
/// Paper is what cleaning makes nearly white outside the pictures; its level is the median of what it was. Where pictures leave
/// hardly any paper, the level is one that few squares of the page exceed.
enum PaperLevel {
  /// Luma from which a cleaned square is paper.
  private static let leastLuma: UInt16 = .max / 10 * 9
  /// The share of the page that has to be paper, to be measured.
  private static let leastShare = 0.02
  /// The share of the page that is darker than paper where there is none to be measured.
  private static let lightest = 0.98
  /// No paper is darker, so that noise is not blown up.
  private static let least: UInt16 = .max / 4

  /// Measures the paper.
  ///
  /// - Parameters:
  ///   - page: The page before cleaning, in squares.
  ///   - cleaned: The page after cleaning, in squares of the same size.
  ///   - pictures: The pictures, in the same squares.
  /// - Returns: The level, a quarter of white to white.
  static func measure(_ page: GrayImage, cleaned: GrayImage, outside pictures: PictureArea) -> UInt16 {
    let paper = page.samples.indices.filter { !pictures.squares[$0] && cleaned.samples[$0] >= leastLuma }
      .map { page.samples[$0] }.sorted()
    let squares = page.samples.count
    if Double(paper.count) >= leastShare * Double(squares) { return max(paper[paper.count / 2], least) }
    return max(page.samples.sorted()[Int(lightest * Double(squares - 1))], least)
  }
}
