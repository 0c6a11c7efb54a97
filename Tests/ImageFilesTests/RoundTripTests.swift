import ImageFiles
import Imaging
import Testing

/// A picture without regularity, the same for the same size.
func noiseImage(width: Int, height: Int) -> GrayImage {
  var state = UInt64(width) &* 0x9E37_79B9_7F4A_7C15 &+ UInt64(height)
  return GrayImage(
    width: width, height: height,
    samples: (0..<width * height).map { _ in
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return UInt16(truncatingIfNeeded: state >> 40)
    })
}

/// Encodes pages and reads them back.
func roundTrip(
  _ images: [GrayImage], as format: ImageFormat, bilevel: Bool = false, resolution: Resolution? = nil,
  options: EncodingOptions = .init()
) throws -> [Page] {
  let writer = try ImageWriter(format: format, options: options)
  for image in images { try writer.append(image, bilevel: bilevel, resolution: resolution) }
  let reader = try ImageReader(bytes: try writer.finish(), name: "round trip")
  #expect(reader.format == format)
  var pages: [Page] = []
  while let page = try reader.nextPage() { pages.append(page) }
  return pages
}

private let sizes = [(1, 1), (1, 37), (37, 1), (7, 5), (8, 8), (9, 3), (23, 17), (640, 3), (129, 131)]

@Suite struct RoundTripTests {
  @Test(arguments: [ImageFormat.png, .pnm, .tiff], sizes)
  func `8-bit gray comes back rounded to nearest`(format: ImageFormat, size: (Int, Int)) throws {
    let image = noiseImage(width: size.0, height: size.1)
    let page = try #require(try roundTrip([image], as: format).first)
    let expected = image.samples.map { UInt8((Double($0) / 257).rounded()) }
    #expect((page.raster.width, page.raster.height) == size)
    #expect(page.raster.colorModel == .gray)
    #expect(page.raster.samples == .bits8(expected))
    #expect(!page.isBilevel)
    #expect(page.format == format)
  }

  @Test(arguments: [ImageFormat.png, .pnm, .tiff], sizes)
  func `a bilevel page comes back bilevel, split at one half`(format: ImageFormat, size: (Int, Int)) throws {
    let image = noiseImage(width: size.0, height: size.1)
    let page = try #require(try roundTrip([image], as: format, bilevel: true).first)
    let expected = image.samples.map { UInt8($0 >= 32768 ? 255 : 0) }
    #expect((page.raster.width, page.raster.height) == size)
    #expect(page.raster.colorModel == .gray)
    #expect(page.raster.samples == .bits8(expected))
    #expect(page.isBilevel)
  }

  @Test func `every 16-bit gray rounds as its quotient does`() throws {
    let image = GrayImage(width: 256, height: 256, samples: (0...65535).map { UInt16($0) })
    let page = try #require(try roundTrip([image], as: .pnm).first)
    #expect(page.raster.samples == .bits8((0...65535).map { UInt8((Double($0) / 257).rounded()) }))
  }

  @Test(arguments: 0...9) func `every compression level gives the same picture`(level: Int) throws {
    let image = noiseImage(width: 50, height: 60)
    for format in [ImageFormat.png, .tiff] {
      let options = EncodingOptions(compressionLevel: level)
      let pages = try roundTrip([image], as: format, options: options)
      #expect(try pages.map(\.raster) == roundTrip([image], as: .pnm).map(\.raster))
    }
  }

  @Test(arguments: [ImageFormat.png, .tiff]) func `more effort makes smaller files, and none stores`(
    format: ImageFormat
  ) throws {
    let image = GrayImage(width: 300, height: 200, samples: (0..<60_000).map { UInt16($0 % 300 * $0 % 977 * 60) })
    let sizes = try [0, 1, 9].map { level in
      let writer = try ImageWriter(format: format, options: EncodingOptions(compressionLevel: level))
      try writer.append(image, bilevel: false, resolution: nil)
      return try writer.finish().count
    }
    #expect(sizes[0] > 60_000)
    #expect(sizes[1] < sizes[0])
    #expect(sizes[2] < sizes[1])
  }

  @Test func `a PNG of more than a megabyte comes back`() throws {
    let image = noiseImage(width: 1300, height: 1100)
    let page = try #require(try roundTrip([image], as: .png).first)
    #expect(try page.raster == roundTrip([image], as: .pnm).first?.raster)
  }

  @Test(arguments: [ImageFormat.pnm, .tiff]) func `several pages keep their order and sizes`(
    format: ImageFormat
  ) throws {
    let images = [(3, 4), (50, 1), (17, 23)].map { noiseImage(width: $0.0, height: $0.1) }
    let pages = try roundTrip(images, as: format)
    #expect(pages.map(\.raster.width) == [3, 50, 17])
    #expect(pages.map(\.pageNumber) == [1, 2, 3])
    #expect(pages.last?.pageCount == (format == .tiff ? 3 : nil))
  }

  @Test func `PNGs in a row are pages`() throws {
    let images = [(3, 4), (50, 1), (17, 23)].map { noiseImage(width: $0.0, height: $0.1) }
    let files = try images.map { image in
      let writer = try ImageWriter(format: .png)
      try writer.append(image, bilevel: false, resolution: nil)
      return try writer.finish()
    }
    let reader = try ImageReader(bytes: files.flatMap { $0 }, name: "stream")
    #expect(reader.largestSizeOfNextPage == nil)
    for (number, file) in files.enumerated() {
      let page = try #require(try reader.nextPage())
      #expect(try page.raster == ImageReader(bytes: file, name: "file").nextPage()?.raster)
      #expect((page.pageNumber, page.pageCount == nil) == (number + 1, true))
      #expect(reader.largestSizeOfNextPage == (number == 2 ? nil : [50 * 8, 17 * 23 * 8][number]))
    }
    #expect(try reader.nextPage() == nil)
  }

  @Test func `what follows a PNG and is none is no page, and a cut second one is named`() throws {
    let writer = try ImageWriter(format: .png)
    try writer.append(noiseImage(width: 9, height: 9), bilevel: false, resolution: nil)
    let file = try writer.finish()
    let alone = try ImageReader(bytes: file + [0, 0, 7], name: "alone")
    #expect(try alone.nextPage()?.pageCount == 1)
    #expect(try alone.nextPage() == nil)
    for count in [8, 20, file.count - 1] {
      let cut = try ImageReader(bytes: file + file.prefix(count), name: "cut")
      #expect(try cut.nextPage() != nil)
      let error = #expect(throws: ImageFileError.self) { try cut.nextPage() }
      #expect(error?.kind == .truncated)
      #expect(error?.description.contains("page 2") == true)
      #expect(try cut.nextPage() == nil)
    }
  }

  @Test(arguments: [ImageFormat.png, .jpeg]) func `a second page is refused with a remedy`(
    format: ImageFormat
  ) throws {
    let writer = try ImageWriter(format: format)
    let image = noiseImage(width: 9, height: 9)
    try writer.append(image, bilevel: false, resolution: nil)
    let error = #expect(throws: ImageFileError.self) {
      try writer.append(image, bilevel: false, resolution: nil)
    }
    #expect(error?.kind == .encoding)
    #expect(error?.reason.contains("TIFF") == true)
  }

  @Test(arguments: ImageFormat.allCases) func `a file without a page is refused`(format: ImageFormat) throws {
    let writer = try ImageWriter(format: format)
    #expect(throws: ImageFileError.self) { try writer.finish() }
  }

  @Test(arguments: sizes) func `JPEG comes back near, and never bilevel`(size: (Int, Int)) throws {
    let slope = GrayImage(
      width: size.0, height: size.1,
      samples: (0..<size.0 * size.1).map { UInt16(($0 % size.0 + $0 / size.0) * 80 % 20000 + 20000) })
    for bilevel in [false, true] {
      let page = try #require(try roundTrip([slope], as: .jpeg, bilevel: bilevel).first)
      #expect((page.raster.width, page.raster.height) == size)
      #expect(page.raster.colorModel == .gray && !page.isBilevel)
      let differences = zip(page.raster.integers, slope.samples).map { abs($0 - (Int($1) + 128) / 257) }
      #expect(differences.max() ?? 0 <= 40)
      #expect(differences.reduce(0, +) <= differences.count * 4)
    }
  }

  @Test func `a better quality makes a larger and nearer JPEG`() throws {
    let image = noiseImage(width: 64, height: 64)
    func error(_ quality: Int) throws -> Int {
      let options = EncodingOptions(jpegQuality: quality)
      let page = try #require(try roundTrip([image], as: .jpeg, options: options).first)
      return zip(page.raster.integers, image.samples).map { abs($0 - Int($1) / 257) }.reduce(0, +)
    }
    #expect(try error(95) < error(50))
  }

  @Test func `a picture too wide for JPEG is refused with a remedy`() throws {
    let writer = try ImageWriter(format: .jpeg)
    let error = #expect(throws: ImageFileError.self) {
      try writer.append(GrayImage(width: 65501, height: 1), bilevel: false, resolution: nil)
    }
    #expect(error?.kind == .encoding)
    #expect(error?.reason.contains("TIFF") == true)
  }

  @Test(arguments: ImageFormat.allCases) func `a finished file takes no more`(format: ImageFormat) throws {
    let writer = try ImageWriter(format: format)
    let image = noiseImage(width: 5, height: 5)
    try writer.append(image, bilevel: false, resolution: nil)
    _ = try writer.finish()
    #expect(throws: ImageFileError.self) { try writer.append(image, bilevel: false, resolution: nil) }
    #expect(throws: ImageFileError.self) { try writer.finish() }
  }
}
