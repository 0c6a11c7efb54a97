import Foundation
import ImageFiles
import Imaging
import NeuralNetwork
import PipelineEngine
import Randomness
import Synchronization

/// Characters on synthesised pages, as the reader sees them: cut out of a page that was made ready to be read, with the
/// place in their line (``CharacterCrop``).
///
/// A class more than there are characters stands for pieces that are none: parts of characters, several in one, specks and
/// pieces of drawings. Such pieces are what a reader has to choose among where characters touch or break.
struct PrintedCharacters: CharacterSource {
  /// The name of the class of pieces that are no character.
  static let none = ""

  let shape = FeatureShape(
    height: CharacterCrop.size, width: CharacterCrop.size, channels: CharacterCrop.channels)
  let characters: [String]
  let labels: [Int]
  let fingerprint: String

  private let pages: [PrintedPage]
  /// The page of each image and the place of its sample there.
  private let places: [(page: Int, sample: Int)]
  /// The share of drawn images that are parts of characters or several in one.
  private let noneShare: Double
  /// How the page of a drawn image is set otherwise.
  private let distortion: CharacterDistortion

  /// How far a drawn character's line may be off, in heights of x: readers do not know it exactly.
  private static let baselineError = 0.05
  private static let xHeightError = 0.06

  /// Reads pages.
  ///
  /// - Parameters:
  ///   - folders: Folders of PNG pages with their truth beside them, as `cleanpage synthesise` writes it. The pages may
  ///     have been degraded and cleaned since.
  ///   - characters: Characters that are told apart; others on the pages are left out.
  ///   - xHeights: Lines of other heights of x, in pixels of the page, are left out.
  ///   - noneShare: The share of drawn images that are parts of characters or several in one, 0 to 1.
  ///   - distortion: How drawn images are changed: lines lean by `shear` and are as much wider or narrower as `zoom`
  ///     says; strokes and blur are of the image.
  /// - Throws: ``CharacterDataError`` where a folder has no pages, a truth is damaged or no character is found;
  ///   `ImageFileError`, `FileError`.
  init(
    folders: [String], characters: some Sequence<String>, xHeights: ClosedRange<Double> = 0...1000, noneShare: Double,
    distortion: CharacterDistortion = CharacterDistortion(), pool: WorkerPool
  ) throws {
    let characters = Array(characters)
    var paths: [String] = []
    for folder in folders {
      let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
      let pages = names.filter { $0.hasSuffix(".png") }.sorted()
      guard !pages.isEmpty else { throw CharacterDataError("\(folder): has no pages (.png)") }
      paths += pages.map { folder + "/" + $0 }
    }
    let classes = Dictionary(characters.enumerated().map { ($0.element, $0.offset) }) { first, _ in first }
    let results = Mutex<[Int: Result<PrintedPage?, any Error>]>([:])
    pool.run(count: paths.count) { [paths] index, _ in
      let result = Result {
        try PrintedPage(path: paths[index], classes: classes, noneClass: characters.count, xHeights: xHeights)
      }
      results.withLock { $0[index] = result }
    }
    var pages: [PrintedPage] = []
    for index in paths.indices {
      if let page = try results.withLock({ $0[index] })?.get() { pages.append(page) }
    }
    places = pages.indices.flatMap { page in pages[page].samples.indices.map { (page, $0) } }
    guard !places.isEmpty else {
      throw CharacterDataError("\(folders.joined(separator: ", ")): the pages have none of the characters")
    }
    self.characters = characters + [Self.none]
    labels = places.map { pages[$0.page].samples[$0.sample].label }
    self.noneShare = noneShare
    self.distortion = distortion
    self.pages = pages
    var hash = FNV1a()
    for page in pages { hash.combine(contentsOf: page.page.image.samples) }
    for (place, label) in zip(places, labels) {
      let box = pages[place.page].samples[place.sample].piece.box
      hash.combine(contentsOf: [label, box.x, box.y, box.width, box.height])
    }
    fingerprint = hash.text
  }

  func read(_ index: Int, into place: UnsafeMutableBufferPointer<Float>) {
    let page = pages[places[index].page]
    let sample = page.samples[places[index].sample]
    CharacterCrop(page.page).write(sample.piece, shape: sample.shape, into: place)
  }

  func draw(_ index: Int, _ random: inout SeededRandom, into place: UnsafeMutableBufferPointer<Float>) -> Int {
    let page = pages[places[index].page]
    let sample = page.samples[places[index].sample]
    var (piece, label) = (sample.piece, sample.label)
    if label < characters.count - 1, random.uniform() < noneShare,
      let other = noCharacter(near: sample, on: page, &random)
    {
      (piece, label) = (other, characters.count - 1)
    } else if !sample.isSeparate {
      // Cuts are not made where the truth has them.
      let reach = max(1, Int(sample.shape.xHeight / 14))
      piece = moved(piece, by: (random.below(2 * reach + 1) - reach, random.below(2 * reach + 1) - reach), on: page)
    }
    var shape = sample.shape
    shape.baseline += Self.baselineError * shape.xHeight * (2 * random.uniform() - 1)
    shape.xHeight *= 1 + Self.xHeightError * (2 * random.uniform() - 1)
    let setting = CropSetting(
      slant: distortion.shear * (2 * random.uniform() - 1),
      stretch: pow(1 + distortion.zoom, 2 * random.uniform() - 1))
    CharacterCrop(page.page).write(piece, shape: shape, setting: setting, into: place)
    var strokes = CharacterDistortion()
    (strokes.strokeWidth, strokes.blur) = (distortion.strokeWidth, distortion.blur)
    strokes.apply(to: place, shape: self.shape, &random)
    return label
  }

  private func moved(_ piece: CharacterPiece, by ends: (Int, Int), on page: PrintedPage) -> CharacterPiece {
    let (start, end) = (piece.columns.lowerBound + ends.0, piece.columns.upperBound + ends.1)
    guard start + 2 < end else { return piece }
    return CharacterPiece(components: piece.components, columns: start..<end, of: page.page.found) ?? piece
  }

  /// A part of a character, a character and its neighbour, or a character and a part of it.
  private func noCharacter(
    near sample: PrintedPage.Sample, on page: PrintedPage, _ random: inout SeededRandom
  ) -> CharacterPiece? {
    let found = page.page.found
    let piece = sample.piece
    let width = piece.columns.count
    let cut = piece.columns.lowerBound + Int(Double(width) * (0.3 + 0.4 * random.uniform()))
    if random.uniform() < 0.5 || sample.next == nil {
      // Parts of narrow characters are characters: of a colon, a full stop.
      guard Double(piece.box.width) > 0.55 * sample.shape.xHeight else { return nil }
      let columns = random.uniform() < 0.5 ? piece.columns.lowerBound..<cut : cut..<piece.columns.upperBound
      return CharacterPiece(components: piece.components, columns: columns, of: found)
    }
    guard let next = sample.next.map({ page.samples[$0] }) else { return nil }
    let pair = characters[sample.label] + characters[next.label]
    // Joined, these are a character, or look like one.
    guard !characters.contains(pair), !Self.lookAlikePairs.contains(pair) else { return nil }
    var joined = CharacterPiece(joining: [piece, next.piece])
    guard Double(joined.box.width) < 3 * sample.shape.xHeight else { return nil }
    if random.uniform() < 0.5 {
      let middle =
        next.piece.columns.lowerBound + Int(Double(next.piece.columns.count) * (0.3 + 0.4 * random.uniform()))
      let columns =
        random.uniform() < 0.5
        ? joined.columns.lowerBound..<max(middle, joined.columns.lowerBound + 1)
        : min(cut, joined.columns.upperBound - 1)..<joined.columns.upperBound
      guard let part = CharacterPiece(components: joined.components, columns: columns, of: found) else { return nil }
      joined = part
    }
    return joined
  }

  /// Pairs that are written like one character.
  private static let lookAlikePairs: Set = [
    "rn", "vv", "VV", "cl", "ii", "nn", "''", "``", "‘‘", "’’", ",,", "lo", "||",
  ]
}
