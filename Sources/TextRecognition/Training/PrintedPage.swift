import Foundation
import ImageFiles
import Imaging
import NeuralNetwork
import PipelineEngine

/// The characters of a synthesised page, found again on the page as it is read.
struct PrintedPage: Sendable {
  /// A character, or ink that is none.
  struct Sample: Sendable {
    /// The class, an index.
    var label: Int
    /// The line that it stands on.
    var shape: TextLineShape
    /// Its ink.
    var piece: CharacterPiece
    /// Whether the piece ends where its components do, and not where a neighbour begins.
    var isSeparate: Bool
    /// The place of the sample that follows in its word.
    var next: Int?
  }

  /// The page as it is read.
  let page: ReadingPage
  /// Its characters.
  let samples: [Sample]

  /// Pages that are turned farther have boxes that are too large for their characters.
  private static let mostRotation = 1.5
  /// Text is darker than its paper by this much; white text is not read.
  private static let leastContrast = 0.2
  /// A character of which less is left was destroyed before the page came to be read.
  private static let leastShare = 0.6

  /// Reads a page and the truth beside it; `nil` where nothing on it can be trained on.
  ///
  /// - Parameters:
  ///   - path: A PNG; the truth is the file of its name that ends in `.json`.
  ///   - classes: The class of each character.
  ///   - noneClass: The class of ink that is no character.
  ///   - xHeights: Lines of other heights of x, in pixels of the page, are left out.
  /// - Throws: ``CharacterDataError`` for a truth that is none or of another page; `ImageFileError`, `FileError`.
  init?(path: String, classes: [String: Int], noneClass: Int, xHeights: ClosedRange<Double>) throws {
    let truthPath = (path as NSString).deletingPathExtension + ".json"
    let truth: PrintedTruth
    do {
      truth = try JSONDecoder().decode(PrintedTruth.self, from: Data(readFile(truthPath)))
    } catch let error as DecodingError {
      throw CharacterDataError("\(truthPath): is no truth of a page: \(error)")
    }
    guard let decoded = try ImageReader(bytes: readFile(path), name: path).nextPage() else { return nil }
    let image = GrayImage(decoded.raster)
    guard image.width == truth.width, image.height == truth.height else {
      throw CharacterDataError(
        "\(truthPath): is of a page of \(truth.width)×\(truth.height) pixels, \(path) has \(image.width)×\(image.height)"
      )
    }
    guard abs(truth.rotation) <= Self.mostRotation, let page = ReadingPage(image, deskew: true) else { return nil }
    let ink = ComponentIndex(page.found.components)
    var isText = [Bool](repeating: false, count: page.found.components.count)
    var samples: [Sample] = []
    for line in truth.lines {
      let shape = Self.shape(of: line, in: page.frame)
      for word in line.words {
        var previous: Int?
        for character in word.characters {
          let box = page.frame.readingBox(
            PixelBox(x: character.x, y: character.y, width: character.width, height: character.height))
          let near = ink.components(touching: box)
          for place in near { isText[place] = true }
          guard line.ink < line.paper - Self.leastContrast, xHeights.contains(line.xHeight), character.cut != true,
            let label = classes[Self.plainText(character.text)],
            let sample = Self.sample(label, box: box, among: near, shape: shape, in: page.found)
          else {
            previous = nil
            continue
          }
          if let previous { samples[previous].next = samples.count }
          previous = samples.count
          samples.append(sample)
        }
      }
    }
    guard !samples.isEmpty else { return nil }
    let shapes = truth.lines.map { Self.shape(of: $0, in: page.frame) }
    for (place, component) in page.found.components.enumerated() where !isText[place] && component.pixels >= 6 {
      let columns = component.box.x..<component.box.maxX
      guard let piece = CharacterPiece(components: [place], columns: columns, of: page.found) else { continue }
      // Specks on the baseline of the line beside them cannot be told from full stops and are not taught.
      let centre = Double(component.box.x) + Double(component.box.width) / 2
      let foot = Double(component.box.maxY)
      func distance(_ shape: TextLineShape) -> Double { abs(shape.baseline(at: centre) - foot) }
      guard let shape = shapes.min(by: { distance($0) < distance($1) }), distance(shape) < 3 * shape.xHeight,
        distance(shape) > 0.25 * shape.xHeight || Double(component.box.height) > 0.5 * shape.xHeight
      else { continue }
      samples.append(Sample(label: noneClass, shape: shape, piece: piece, isSeparate: true))
    }
    self.page = page
    self.samples = samples
  }

  /// The line of a truth on the page as it is read.
  private static func shape(of line: PrintedTruth.Line, in frame: ReadingFrame) -> TextLineShape {
    let start = frame.readingPoint(x: line.baseline.x1, y: line.baseline.y1)
    let end = frame.readingPoint(x: line.baseline.x2, y: line.baseline.y2)
    let slope = end.x - start.x > 1 ? (end.y - start.y) / (end.x - start.x) : 0
    return TextLineShape(
      baseline: start.y - slope * start.x, slope: slope, xHeight: max(3, line.xHeight * frame.scale))
  }

  /// The ink of a character: the components that lie in its box for the most part, or fill it for a good part.
  private static func sample(
    _ label: Int, box: PixelBox, among near: [Int], shape: TextLineShape, in found: ConnectedComponents
  ) -> Sample? {
    let inside = near.map { place in
      found.runs[found.components[place].runs].reduce(0) { sum, run in
        guard Int(run.y) >= box.y, Int(run.y) < box.maxY else { return sum }
        return sum + max(0, min(Int(run.end), box.maxX) - max(Int(run.start), box.x))
      }
    }
    let total = inside.reduce(0, +)
    let taken = zip(near, inside).filter { place, pixels in
      2 * pixels >= found.components[place].pixels || 4 * pixels >= total
    }.map(\.0)
    let isSeparate = zip(near, inside).allSatisfy { place, pixels in
      !taken.contains(place) || 10 * pixels >= 9 * found.components[place].pixels
    }
    let boxes = taken.map { found.components[$0].box }
    guard let whole = boxes.union() else { return nil }
    let columns = isSeparate ? whole.x..<whole.maxX : box.x..<box.maxX
    guard let piece = CharacterPiece(components: taken, columns: columns, of: found),
      Double(piece.box.width) >= leastShare * Double(box.width),
      Double(piece.box.height) >= leastShare * Double(box.height)
    else { return nil }
    return Sample(label: label, shape: shape, piece: piece, isSeparate: isSeparate)
  }

  /// The characters of a ligature that is a character of its own.
  private static func plainText(_ text: String) -> String {
    switch text {
    case "\u{FB00}": "ff"
    case "\u{FB01}": "fi"
    case "\u{FB02}": "fl"
    case "\u{FB03}": "ffi"
    case "\u{FB04}": "ffl"
    default: text
    }
  }
}

/// Components by where they are.
private struct ComponentIndex {
  private let components: [ConnectedComponents.Component]
  private let rows: RowBuckets

  init(_ components: [ConnectedComponents.Component]) {
    self.components = components
    rows = RowBuckets(components.map(\.box), rowHeight: 32)
  }

  /// The components whose boxes share pixels with a box.
  func components(touching box: PixelBox) -> [Int] {
    var result: [Int] = []
    rows.visit(overlapping: box.y..<box.maxY, columns: box.x..<box.maxX) { result.append($0) }
    return result.filter {
      components[$0].box.rowsShared(with: box) > 0 && components[$0].box.columnsShared(with: box) > 0
    }
  }
}
