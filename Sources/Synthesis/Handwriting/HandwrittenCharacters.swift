import IDXFiles
import PipelineEngine
import Randomness

/// Images of characters written by hand, with what they are: EMNIST, MNIST and the like.
public struct HandwrittenCharacters: Sendable {
  /// The characters of EMNIST's ByClass labels, by which labels are read.
  private static let byClass = Array("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz")

  /// The images' file, by which truth calls the characters' font.
  let name: String
  /// Pixels a row of an image.
  let width: Int
  /// Rows of an image.
  let height: Int
  private let pixels: [UInt8]
  private let images: [Character: [Int]]

  /// Reads two IDX files, compressed by gzip or not.
  ///
  /// - Parameters:
  ///   - images: `[count, height, width]`, light ink on black, upright.
  ///   - labels: `[count]`: 0 to 9 for digits, 10 to 35 for capitals, 36 to 61 for small letters, as in EMNIST's
  ///     ByClass files; images of other labels are left out.
  ///   - areTransposed: Whether rows and columns are exchanged, as in EMNIST's own files.
  /// - Throws: `IDXFileError` where a file is damaged or the two do not fit each other, ``SynthesisError`` where no label is one
  ///   of these, or `FileError`.
  public init(images path: String, labels labelPath: String, areTransposed: Bool = false) throws {
    let file = try LabelledImages(images: path, labels: labelPath, areTransposed: areTransposed)
    var images: [Character: [Int]] = [:]
    for (index, label) in file.labels.enumerated() where Int(label) < Self.byClass.count {
      images[Self.byClass[Int(label)], default: []].append(index)
    }
    guard !images.isEmpty else {
      throw SynthesisError("\(labelPath): has no label from 0 to \(Self.byClass.count - 1)", status: .badPage)
    }
    self.images = images
    name = path.split(separator: "/").last.map(String.init) ?? path
    (height, width, pixels) = (file.height, file.width, file.pixels)
  }

  /// Whether there is an image of a character.
  func contains(_ character: Character) -> Bool { images[character] != nil }

  /// One of a character's images: `[height, width]`, 0 = paper, 1 = ink.
  func image(of character: Character, _ random: inout SeededRandom) -> Picture? {
    guard let indices = images[character] else { return nil }
    let start = random.element(of: indices) * width * height
    return Picture(
      width: width, height: height, samples: pixels[start..<start + width * height].map { Float($0) / 255 })
  }
}
