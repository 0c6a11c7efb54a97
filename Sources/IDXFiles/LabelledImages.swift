/// Gray images with the number of what each shows: a pair of IDX files, as MNIST and EMNIST come in.
public struct LabelledImages: Sendable {
  /// Pixels a row of an image.
  public let width: Int
  /// Rows of an image.
  public let height: Int
  /// `[count, height, width]`, upright.
  public let pixels: [UInt8]
  /// `[count]`.
  public let labels: [UInt8]

  /// How many there are; at least one.
  public var count: Int { labels.count }

  /// Reads two IDX files, compressed by gzip or not.
  ///
  /// - Parameters:
  ///   - path: `[count, height, width]`.
  ///   - labelPath: `[count]`.
  ///   - areTransposed: Whether rows and columns are exchanged, as in EMNIST's own files.
  /// - Throws: ``IDXFileError`` where a file is damaged or the two do not fit each other, or `FileError`.
  public init(images path: String, labels labelPath: String, areTransposed: Bool = false) throws {
    let file = try IDXFile(path, dimensions: 3)
    let labels = try IDXFile(labelPath, dimensions: 1)
    guard file.sizes[0] == labels.sizes[0] else {
      throw IDXFileError(labelPath, "has \(labels.sizes[0]) labels, but \(path) has \(file.sizes[0]) images")
    }
    guard !file.values.isEmpty else { throw IDXFileError(path, "has no image") }
    self.labels = labels.values
    (height, width) = areTransposed ? (file.sizes[2], file.sizes[1]) : (file.sizes[1], file.sizes[2])
    pixels = areTransposed ? Self.transposed(file.values, rows: file.sizes[1], columns: file.sizes[2]) : file.values
  }

  private static func transposed(_ values: [UInt8], rows: Int, columns: Int) -> [UInt8] {
    let size = rows * columns
    return values.indices.map { index in
      let place = index % size
      return values[index - place + place % rows * columns + place / rows]
    }
  }
}
