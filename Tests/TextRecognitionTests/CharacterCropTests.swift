import Imaging
import Testing

@testable import TextRecognition

@Suite struct CharacterCropTests {
  /// A page with a line of blocks: one of an x's height, one of a capital's and a full stop; leaning where each row is
  /// moved to the right by `lean` columns more than the one below.
  private func page(scale: Int, lean: Int = 0) throws -> (ReadingPage, [CharacterPiece], TextLineShape) {
    var image = GrayImage(width: 200 * scale, height: 100 * scale)
    for (x, top, width) in [(20, 40, 16), (60, 30, 16), (100, 56, 4)] {
      for y in top * scale..<60 * scale {
        for column in x * scale..<(x + width) * scale {
          // The larger ones are frames: what is full is taken for a blot.
          let isHole =
            width > 4 && y >= (top + 4) * scale && y < 56 * scale && column >= (x + 4) * scale
            && column < (x + width - 4) * scale
          if !isHole { image.samples[y * 200 * scale + column + lean * (60 * scale - y)] = 0 }
        }
      }
    }
    let reading = try #require(ReadingPage(image, deskew: false))
    let factor = reading.frame.scale * Double(scale)
    let shape = TextLineShape(baseline: 60 * factor, slope: 0, xHeight: 20 * factor)
    let pieces = reading.found.components.indices.sorted {
      reading.found.components[$0].box.x < reading.found.components[$1].box.x
    }.compactMap { place in
      let box = reading.found.components[place].box
      return CharacterPiece(components: [place], columns: box.x..<box.maxX, of: reading.found)
    }
    return (reading, pieces, shape)
  }

  private func crop(
    _ page: ReadingPage, _ piece: CharacterPiece, _ shape: TextLineShape?, _ setting: CropSetting = CropSetting()
  ) -> [Float] {
    var values = [Float](repeating: -1, count: 28 * 28 * (shape == nil ? 1 : 3))
    values.withUnsafeMutableBufferPointer { CharacterCrop(page).write(piece, shape: shape, setting: setting, into: $0) }
    return values
  }

  @Test func everyValueIsWrittenAndIsInkOrPaper() throws {
    let (page, pieces, shape) = try page(scale: 1)
    for piece in pieces {
      #expect(crop(page, piece, shape).allSatisfy { $0 >= 0 && $0 <= 1.0001 })
      #expect(crop(page, piece, nil).allSatisfy { $0 >= 0 && $0 <= 1.0001 })
    }
  }

  /// As in EMNIST: the longer side has 24 pixels and two remain to each border.
  @Test func theCharacterFillsItsChannelButForABorder() throws {
    let (page, pieces, shape) = try page(scale: 1)
    let values = crop(page, pieces[0], shape)
    func ink(row: Int) -> Float { (0..<28).reduce(0) { $0 + values[(row * 28 + $1) * 3] } }
    #expect(ink(row: 0) == 0 && ink(row: 27) == 0)
    #expect(ink(row: 3) > 15 && ink(row: 24) > 15)
    #expect(ink(row: 14) < 12)
  }

  @Test func sizeAndPlaceAreSeenInTheLine() throws {
    let (page, pieces, shape) = try page(scale: 1)
    func rows(_ piece: CharacterPiece) -> [Int] {
      let values = crop(page, piece, shape)
      return (0..<28).filter { row in (0..<28).contains { values[(row * 28 + $0) * 3 + 1] > 0.5 } }
    }
    let (small, capital, stop) = (rows(pieces[0]), rows(pieces[1]), rows(pieces[2]))
    #expect(abs(small.count - 10) <= 1 && abs(capital.count - 15) <= 1 && abs(stop.count - 2) <= 1)
    #expect(small.last == capital.last && capital.last == stop.last)
  }

  @Test func theSurroundingsAreSeenInTheThirdChannel() throws {
    let (page, pieces, shape) = try page(scale: 1)
    let values = crop(page, pieces[1], shape)
    func ink(_ channel: Int) -> Float { (0..<784).reduce(0) { $0 + values[$1 * 3 + channel] } }
    #expect(ink(2) >= ink(1) - 1)
  }

  @Test func cropsDoNotDependOnTheSizeOfThePage() throws {
    let (small, smallPieces, smallShape) = try page(scale: 1)
    let (large, largePieces, largeShape) = try page(scale: 4)
    for (one, two) in zip(smallPieces, largePieces) {
      let difference = zip(crop(small, one, smallShape), crop(large, two, largeShape)).map { abs($0 - $1) }
      #expect(difference.reduce(0, +) / Float(difference.count) < 0.02)
    }
  }

  @Test func aPageThatIsSetLeaningIsAsOneThatLeans() throws {
    let (upright, pieces, shape) = try page(scale: 1)
    let (leaning, leaningPieces, leaningShape) = try page(scale: 1, lean: 1)
    let apart = crop(upright, pieces[1], shape)
    for (one, two) in zip(pieces, leaningPieces) {
      let expected = crop(leaning, two, leaningShape)
      let values = crop(upright, one, shape, CropSetting(slant: 1))
      let difference = zip(values, expected).map { abs($0 - $1) }
      #expect(difference.reduce(0, +) / Float(difference.count) < 0.02)
      #expect(values.allSatisfy { $0 >= 0 && $0 <= 1.0001 } && values != apart)
    }
  }

  @Test func aCharacterThatIsSetWiderIsWider() throws {
    let (page, pieces, shape) = try page(scale: 2)
    func columns(_ channel: Int, _ setting: CropSetting) -> Int {
      let values = crop(page, pieces[0], shape, setting)
      return (0..<28).count { column in (0..<28).contains { values[($0 * 28 + column) * 3 + channel] > 0.5 } }
    }
    for channel in 0..<2 {
      let usual = Double(columns(channel, CropSetting()))
      #expect(abs(Double(columns(channel, CropSetting(stretch: 0.5))) - usual / 2) <= 1)
    }
    // Its own channel was filled by its height.
    #expect(abs(columns(1, CropSetting(stretch: 2)) - 2 * columns(1, CropSetting())) <= 1)
    #expect(columns(0, CropSetting(stretch: 2)) <= 24)
  }
}
