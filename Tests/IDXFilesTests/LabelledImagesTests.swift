import IDXFiles
import TestSupport
import Testing

/// Wrong files are refused with their name and what would be right.
@Suite struct LabelledImagesTests {
  let folder: TemporaryFolder
  /// Two images of two rows of three.
  let images: [UInt8] = [0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 2, 0, 0, 0, 3] + [255, 0, 0, 255, 0, 0, 1, 2, 3, 4, 5, 6]
  let labels: [UInt8] = [0, 0, 8, 1, 0, 0, 0, 2, 10, 255]
  /// The same images compressed by gzip.
  let compressedImages: [UInt8] = [
    31, 139, 8, 0, 0, 0, 0, 0, 2, 3, 99, 96, 224, 96, 102, 96, 96, 96, 130, 98, 230, 255, 12, 12, 64, 196, 200, 196,
    204,
    194, 202, 6, 0, 219, 186, 228, 34, 28, 0, 0, 0,
  ]

  init() throws { folder = try TemporaryFolder() }

  @Test func imagesAndLabelsAreReadCompressedOrNot() throws {
    let labels = try folder.write("labels", labels)
    for (name, bytes) in [("images", images), ("images.gz", compressedImages)] {
      let read = try LabelledImages(images: folder.write(name, bytes), labels: labels)
      #expect(read.width == 3 && read.height == 2 && read.count == 2)
      #expect(read.pixels == Array(images[16...]) && read.labels == [10, 255])
    }
  }

  @Test func damagedArraysAreRefused() throws {
    let labelPath = try folder.write("labels", labels)
    for (name, bytes, part) in [
      ("short", Array(images.dropLast()), "11 bytes, where its header says 2×2×3"),
      ("empty", [], "is not an IDX file"), ("labels2", labels, "with 3 dimensions"),
      ("zip", [0x1F, 0x8B] + [UInt8](repeating: 0, count: 30), "damaged"),
      ("bomb", [0x1F, 0x8B] + [UInt8](repeating: 255, count: 30), "4095 MiB when decompressed"),
      ("cut", Array(compressedImages.dropLast(9)) + compressedImages.suffix(8), "damaged"),
      ("none", [0, 0, 8, 3] + [UInt8](repeating: 0, count: 12), "2 labels"),
      ("huge", [0, 0, 8, 3] + [UInt8](repeating: 255, count: 12), "where its header says"),
    ] {
      let path = try folder.write(name, bytes)
      let error = #expect(throws: IDXFileError.self, "\(name)") {
        _ = try LabelledImages(images: path, labels: labelPath)
      }
      let text = error.map { "\($0)" } ?? ""
      #expect(text.contains(path) && text.contains(part) && error?.status == .badPage, "\(text)")
    }
    let none = try folder.write("no labels", [0, 0, 8, 1, 0, 0, 0, 0])
    let empty = try folder.write("no images", [0, 0, 8, 3] + [UInt8](repeating: 0, count: 12))
    #expect(throws: IDXFileError(empty, "has no image")) { _ = try LabelledImages(images: empty, labels: none) }
  }

  @Test func transposedImagesAreTurned() throws {
    let turned = try folder.write(
      "turned", [0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 3, 0, 0, 0, 2] + [255, 255, 0, 0, 0, 0, 1, 4, 2, 5, 3, 6])
    let upright = try folder.write("upright", images)
    let labels = try folder.write("labels", labels)
    let a = try LabelledImages(images: upright, labels: labels)
    let b = try LabelledImages(images: turned, labels: labels, areTransposed: true)
    #expect(b.pixels == a.pixels && b.width == 3 && b.height == 2)
  }
}
