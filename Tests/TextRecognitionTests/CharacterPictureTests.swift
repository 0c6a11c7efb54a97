import Imaging
import ModelLibrary
import NeuralNetwork
import Testing

@testable import TextRecognition

@Suite struct CharacterPictureTests {
  /// Strokes from point to point, on [0, 1] from the left upper corner of the character.
  private static let strokes: [String: [[(Double, Double)]]] = [
    "T": [[(0.05, 0.05), (0.95, 0.05)], [(0.5, 0.05), (0.5, 1)]],
    "Z": [[(0.05, 0.05), (0.95, 0.05), (0.05, 0.95), (0.95, 0.95)]],
    "H": [[(0.1, 0), (0.1, 1)], [(0.9, 0), (0.9, 1)], [(0.1, 0.5), (0.9, 0.5)]],
    "4": [[(0.6, 0), (0.05, 0.65), (0.95, 0.65)], [(0.65, 0.3), (0.65, 1)]],
    "7": [[(0.05, 0.05), (0.95, 0.05), (0.4, 1)]],
  ]

  /// A picture of a character of a size at a place, its ink and ground on [0, 1].
  private func picture(
    _ name: String, width: Int, height: Int, x: Double, y: Double, size: Double, stroke: Double = 0.14,
    ink: Float = 0.1, ground: (Double, Double) -> Float = { _, _ in 0.9 }
  ) throws -> GrayImage {
    let lines = try #require(Self.strokes[name])
    var image = FloatImage(width: width, height: height, filledWith: 0)
    image.map { _, column, row in
      let (u, v) = (
        (Double(column) + 0.5 - x) / size, (Double(row) + 0.5 - y) / size
      )
      let distance =
        lines.flatMap { line in
          zip(line, line.dropFirst()).map { distanceToSegment((u * 1.25, v), ($0.0, $0.1), ($1.0, $1.1)) }
        }.min() ?? 1
      // A pixel's width of both at the edge.
      let cover = Float(min(max((stroke / 2 - distance) * size + 0.5, 0), 1))
      let ground = ground(Double(column) / Double(width), Double(row) / Double(height))
      return ground + (ink - ground) * cover
    }
    return GrayImage(image)
  }

  private func distanceToSegment(_ p: (Double, Double), _ a: (Double, Double), _ b: (Double, Double)) -> Double {
    let (dx, dy) = (b.0 - a.0, b.1 - a.1)
    let t = min(max(((p.0 - a.0) * dx + (p.1 - a.1) * dy) / (dx * dx + dy * dy), 0), 1)
    let (ex, ey) = (p.0 - a.0 - t * dx, p.1 - a.1 - t * dy)
    return (ex * ex + ey * ey).squareRoot()
  }

  private func crop(_ picture: CharacterPicture, _ framing: CharacterFraming) -> [Float] {
    [Float](unsafeUninitializedCapacity: 784) { buffer, count in
      buffer.initialize(repeating: -1)
      picture.write(framing, into: buffer)
      count = 784
    }
  }

  private func meanDifference(_ one: [Float], _ two: [Float]) -> Float {
    zip(one, two).reduce(0) { $0 + abs($1.0 - $1.1) } / Float(one.count)
  }

  @Test func inkIsToldByTheBorderWhateverItsTone() throws {
    let dark = try picture("H", width: 90, height: 120, x: 20, y: 20, size: 70)
    let light = try picture("H", width: 90, height: 120, x: 20, y: 20, size: 70, ink: 0.9, ground: { _, _ in 0.15 })
    let one = try #require(CharacterPicture(dark))
    let two = try #require(CharacterPicture(light))
    #expect(one.polarity == .darkOnLight && two.polarity == .lightOnDark)
    #expect(meanDifference(crop(one, .emnist), crop(two, .emnist)) < 0.01)
    // A bold character covers more of its box than its ground does.
    let bold = try picture("H", width: 104, height: 110, x: 24, y: 18, size: 74, stroke: 0.42)
    #expect(CharacterPicture(bold)?.polarity == .darkOnLight)
  }

  @Test(arguments: [
    (200, 150, 30.0, 20.0, 100.0), (60, 300, 8, 220, 40), (12, 14, 1, 1, 12), (2600, 2100, 900, 700, 800),
    (700, 500, 600, 20, 60),
  ]) func sizeAndPlaceDoNotMatter(width: Int, height: Int, x: Double, y: Double, size: Double) throws {
    let usual = try #require(CharacterPicture(picture("4", width: 130, height: 150, x: 30, y: 25, size: 100)))
    let other = try #require(
      CharacterPicture(picture("4", width: width, height: height, x: x, y: y, size: size)))
    for framing in CharacterFraming.allCases {
      #expect(meanDifference(crop(usual, framing), crop(other, framing)) < (size < 20 ? 0.08 : 0.03), "\(framing)")
    }
  }

  @Test func unevenLightStainsSpecksAndEdgesAreNoInk() throws {
    let clean = try #require(CharacterPicture(picture("Z", width: 200, height: 200, x: 50, y: 50, size: 100)))
    for slope in [0.35, -0.35] {
      var dirty = try picture(
        "Z", width: 200, height: 200, x: 50, y: 50, size: 100, ink: 0.1,
        ground: { x, y in
          let stain: Float = (x - 0.3) * (x - 0.3) + (y - 0.75) * (y - 0.75) < 0.02 ? 0.12 : 0
          return Float(0.75 + slope * (x - 0.5) + 0.5 * slope * (y - 0.5) * (y - 0.5)) - stain
        })
      for (x, y) in [(12, 20), (180, 30), (20, 170)] {
        for place in [0, 1, 200, 201] { dirty.samples[y * 200 + x + place] = 0 }
      }
      // The edge of the sheet, with what lies beside it.
      for y in 0..<200 { for x in 194..<200 { dirty.samples[y * 200 + x] = 0x1000 } }
      let found = try #require(CharacterPicture(dirty))
      #expect(found.polarity == .darkOnLight)
      #expect(meanDifference(crop(clean, .emnist), crop(found, .emnist)) < 0.03)
    }
  }

  @Test func hairlinesAreWidened() throws {
    let usual = try #require(CharacterPicture(picture("7", width: 300, height: 300, x: 60, y: 50, size: 200)))
    for (size, stroke) in [(200.0, 0.008), (1200, 0.004)] {
      let extent = Int(size * 1.6)
      let thin = try #require(
        CharacterPicture(
          picture("7", width: extent, height: extent, x: size * 0.3, y: size * 0.3, size: size, stroke: stroke)))
      let (one, two) = (crop(thin, .emnist), crop(usual, .emnist))
      #expect((one.max() ?? 0) > 0.7 && meanDifference(one, two) < 0.12)
    }
  }

  @Test func blankPicturesShowNothing() {
    #expect(CharacterPicture(GrayImage(width: 200, height: 100)) == nil)
    #expect(CharacterPicture(GrayImage(width: 1, height: 1, filledWith: 0)) == nil)
    #expect(CharacterPicture(GrayImage(width: 3, height: 2, filledWith: 30000)) == nil)
    var ramp = FloatImage(width: 300, height: 200, filledWith: 0)
    ramp.map { _, x, y in 0.3 + Float(x) * 0.002 + Float((x * 7919 + y * 104_729) % 101) * 0.0005 }
    #expect(CharacterPicture(GrayImage(ramp)) == nil)
  }

  @Test func framingsAreThoseOfTheCollections() throws {
    let character = try #require(CharacterPicture(picture("7", width: 200, height: 200, x: 50, y: 40, size: 120)))
    func ink(_ values: [Float]) -> (rows: [Int], columns: [Int]) {
      (
        (0..<28).filter { row in (0..<28).contains { values[row * 28 + $0] > 0.3 } },
        (0..<28).filter { column in (0..<28).contains { values[$0 * 28 + column] > 0.3 } }
      )
    }
    let emnist = crop(character, .emnist)
    let box = ink(emnist)
    #expect(
      abs(box.rows.count - 24) <= 1 && abs(box.rows[0] - 2) <= 1 && abs(box.columns[0] + box.columns.last! - 27) <= 1)
    let mnist = crop(character, .mnist)
    #expect(abs(ink(mnist).rows.count - 20) <= 1)
    let mass = mnist.reduce(0, +)
    let row = mnist.enumerated().reduce(Float(0)) { $0 + Float($1.offset / 28) * $1.element } / mass
    let column = mnist.enumerated().reduce(Float(0)) { $0 + Float($1.offset % 28) * $1.element } / mass
    #expect(abs(row - 13.5) < 0.2 && abs(column - 13.5) < 0.2)
    #expect(CharacterFraming(of: (0...9).map(String.init)) == .mnist && CharacterFraming(of: ["0", "a"]) == .emnist)
  }

  @Test(arguments: ["emnist", "print"]) func shippedModelsReadPictures(model: String) throws {
    let classifier = try CharacterClassifier(ShippedModels.model(model), name: model, pool: WorkerPool(count: 1))
    let reader = try PictureReader(classifier, framing: nil, name: model)
    for name in ["T", "H", "4", "7"] {
      let reading = try #require(reader.read(picture(name, width: 160, height: 190, x: 40, y: 30, size: 110)))
      #expect(reading.candidates.prefix(3).contains { $0.text == name }, "\(name): \(reading.candidates.prefix(3))")
      #expect(abs(reading.candidates.reduce(0) { $0 + $1.probability } - 1) < 1e-6)
      #expect(zip(reading.candidates, reading.candidates.dropFirst()).allSatisfy { $0.probability >= $1.probability })
      #expect(!reading.candidates.contains { $0.text.isEmpty })
    }
  }

  @Test func framingsAreRefusedByModelsThatSeeLines() throws {
    let classifier = try CharacterClassifier(ShippedModels.model("print"), name: "p", pool: WorkerPool(count: 1))
    #expect(throws: CharacterDataError.self) { try PictureReader(classifier, framing: .mnist, name: "p") }
  }
}
