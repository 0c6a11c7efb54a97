import ImageFiles
import Imaging
import Testing

/// The gray plane of a PNG's bytes.
func grayImage(ofPNG bytes: [UInt8]) throws -> GrayImage {
  GrayImage(try #require(try ImageReader(bytes: bytes, name: "image").nextPage()).raster)
}
