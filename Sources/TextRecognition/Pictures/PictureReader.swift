import Imaging
import NeuralNetwork

/// What a picture of one character may show.
struct PictureReading: Sendable {
  /// Whether the picture has dark ink or light ink.
  let polarity: PictureInk.Polarity
  /// All characters, the likeliest first; probabilities sum to 1.
  let candidates: [(text: String, probability: Double)]
}

/// Reads pictures of single characters by a classifier.
struct PictureReader: Sendable {
  private let classifier: CharacterClassifier
  private let framing: CharacterFraming
  /// The class of ink that is no character, which classifiers of print have.
  private let noneLabel: Int?
  /// Whether the classifier sees characters in their line.
  private let seesLines: Bool

  /// Makes a reader.
  ///
  /// - Parameters:
  ///   - framing: How the classifier's characters are framed; `nil` to tell by what they are.
  ///   - name: What messages call the classifier.
  /// - Throws: ``CharacterDataError`` where a framing is given to a classifier that sees characters in their line.
  init(_ classifier: CharacterClassifier, framing: CharacterFraming?, name: String) throws(CharacterDataError) {
    self.classifier = classifier
    self.framing = framing ?? CharacterFraming(of: classifier.characters)
    noneLabel = classifier.characters.firstIndex(of: PrintedCharacters.none)
    seesLines = noneLabel != nil && classifier.shape.channels == CharacterCrop.channels
    if framing != nil, seesLines {
      throw CharacterDataError("\(name): the model sees characters in their line; it takes no framing")
    }
  }

  /// Reads a picture; `nil` where there is nothing on it.
  func read(_ picture: GrayImage) -> PictureReading? {
    guard let character = CharacterPicture(picture) else { return nil }
    let classes = classifier.characters.count
    // A picture does not show where the character stands in its line; it is read wherever it may stand.
    let standings: [LineStanding?] = seesLines ? LineStanding.all : [nil]
    let table = classifier.probabilities(count: standings.count) { index, place in
      if let standing = standings[index] {
        character.write(standing, into: place)
      } else {
        write(character, into: place)
      }
    }
    var sums = (0..<classes).map { label in
      standings.indices.reduce(0.0) { $0 + Double(table[$1 * classes + label]) }
    }
    if let noneLabel { sums[noneLabel] = 0 }
    let total = max(sums.reduce(0, +), .leastNormalMagnitude)
    let order = sums.indices.filter { $0 != noneLabel }.sorted { (sums[$0], $1) > (sums[$1], $0) }
    return PictureReading(
      polarity: character.polarity, candidates: order.map { (classifier.characters[$0], sums[$0] / total) })
  }

  /// Writes a character at the size and with the channels that the classifier takes, all alike.
  private func write(_ character: CharacterPicture, into place: UnsafeMutableBufferPointer<Float>) {
    let size = CharacterCrop.size
    var crop = FloatImage(width: size, height: size, filledWith: 0)
    crop.values.withUnsafeMutableBufferPointer { character.write(framing, into: $0) }
    let shape = classifier.shape
    let image = crop.resampled(width: shape.width, height: shape.height)
    for pixel in 0..<shape.pixels {
      for channel in 0..<shape.channels { place[pixel * shape.channels + channel] = image.values[pixel] }
    }
  }
}
