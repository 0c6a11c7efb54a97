import Imaging
import PipelineEngine

/// How often each character was read as each.
public struct ConfusionMatrix: Sendable, Equatable {
  /// What the classes are called.
  public let characters: [String]
  /// `[truth, read]`, a row a true class.
  public private(set) var counts: [Int]

  /// Makes an empty matrix.
  public init(characters: [String]) {
    self.characters = characters
    counts = Array(repeating: 0, count: characters.count * characters.count)
  }

  /// Reads images by a classifier.
  ///
  /// - Parameter indices: Which images of the source.
  public init(_ classifier: CharacterClassifier, on source: any CharacterSource, indices: [Int]) {
    self.init(characters: classifier.characters)
    let classes = characters.count
    let labels = source.labels
    let probabilities = classifier.probabilities(count: indices.count) { source.read(indices[$0], into: $1) }
    for (place, index) in indices.enumerated() {
      let row = probabilities[place * classes..<(place + 1) * classes]
      // The first of equals, so that the order of the classes decides.
      let read = row.indices.max { row[$0] < row[$1] || row[$0] == row[$1] && $0 > $1 } ?? row.startIndex
      add(truth: labels[index], read: read - row.startIndex)
    }
  }

  /// Counts an image.
  public mutating func add(truth: Int, read: Int) { counts[truth * characters.count + read] += 1 }

  /// How often a class was read as another, or as itself.
  public func count(truth: Int, read: Int) -> Int { counts[truth * characters.count + read] }

  /// How many images of a class there were.
  public func count(of truth: Int) -> Int { counts[rowRange(truth)].reduce(0, +) }

  /// How many images there were.
  public var count: Int { counts.reduce(0, +) }

  /// The share of images that were read right; 0 where there were none.
  public var accuracy: Double {
    let right = characters.indices.reduce(0) { $0 + count(truth: $1, read: $1) }
    return count == 0 ? 0 : Double(right) / Double(count)
  }

  /// The share of a class's images that were read right; `nil` where there were none.
  public func accuracy(of truth: Int) -> Double? {
    let count = count(of: truth)
    return count == 0 ? nil : Double(self.count(truth: truth, read: truth)) / Double(count)
  }

  /// The mean of the accuracies of the classes that there were images of; 0 where there were none.
  public var meanPerClass: Double {
    let accuracies = characters.indices.compactMap(accuracy(of:))
    return accuracies.isEmpty ? 0 : accuracies.reduce(0, +) / Double(accuracies.count)
  }

  private func rowRange(_ truth: Int) -> Range<Int> { truth * characters.count..<(truth + 1) * characters.count }

  /// The matrix as CSV: a row a true class, a column a class read, both under their characters.
  public var csv: String {
    let labels = characters.map(csvField)
    let head = (["truth"] + labels).joined(separator: ",")
    let rows = characters.indices.map { truth in
      ([labels[truth]] + counts[rowRange(truth)].map(String.init)).joined(separator: ",")
    }
    return ([head] + rows).map { $0 + "\n" }.joined()
  }

  /// The matrix as a picture: a square a pair, rows true classes from the top, columns classes read from the left; white
  /// where none of a row's images is, black where all are, with gray lines between.
  public var picture: GrayImage {
    let pitch = Self.squareExtent + 1
    let extent = characters.count * pitch + 1
    var image = GrayImage(width: extent, height: extent)
    for index in image.samples.indices { image.samples[index] = Self.lineGray }
    for truth in characters.indices {
      let total = Double(max(1, count(of: truth)))
      for read in characters.indices {
        let share = Double(count(truth: truth, read: read)) / total
        let gray = UInt16(((1 - share) * Double(GrayImage.white)).rounded())
        for y in truth * pitch + 1..<(truth + 1) * pitch {
          for x in read * pitch + 1..<(read + 1) * pitch { image.samples[y * extent + x] = gray }
        }
      }
    }
    return image
  }

  /// Pixels along a square of the picture.
  private static let squareExtent = 12
  private static let lineGray: UInt16 = 0xC000
}
