import Foundation
import ImageFiles
import Imaging
import Testing

/// The folder of the project.
let projectFolder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
  .deletingLastPathComponent()

/// The bytes of a page in `Fixtures/pages`.
func fixturePage(_ name: String) throws -> [UInt8] {
  try Array(Data(contentsOf: projectFolder.appendingPathComponent("Fixtures/pages/" + name)))
}

/// The first page of an image file.
func decodedPage(_ bytes: [UInt8]) throws -> Page {
  try #require(try ImageReader(bytes: bytes, name: "result").nextPage())
}

/// A page as a portable graymap.
func graymap(_ page: GrayImage) -> [UInt8] {
  Array("P5 \(page.width) \(page.height) 255\n".utf8) + page.samples.map { UInt8($0 >> 8) }
}

/// The gray plane of an image file's first page.
func decodedGray(_ bytes: [UInt8]) throws -> GrayImage { GrayImage(try decodedPage(bytes).raster) }
