import Imaging
extension ImageReader {
  func decodeJPEG() throws(ImageFileError) -> Page {
    throw ImageFileError(kind: .unsupported, name: name, reason: "JPEG is not read in this version")
  }
  func decodeTIFF(_ d: TIFFDirectory, pageNumber: Int, pageCount: Int) throws(ImageFileError) -> Page {
    throw ImageFileError(kind: .unsupported, name: name, reason: "TIFF is not read in this version")
  }
}
extension ImageWriter {
  func encodeJPEG(_ image: GrayImage, resolution: Resolution?) throws(ImageFileError) -> [UInt8] {
    throw ImageFileError(kind: .unsupported, name: Self.name, reason: "JPEG is not written in this version")
  }
}
final class TIFFEncoder {
  init() throws(ImageFileError) {}
  func append(_ image: GrayImage, bilevel: Bool, level: Int, resolution: Resolution?) throws(ImageFileError) {
    throw ImageFileError(
      kind: .unsupported, name: ImageWriter.name, reason: "TIFF is not written in this version")
  }
  func finish() throws(ImageFileError) -> [UInt8] { [] }
}
