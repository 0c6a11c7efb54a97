import ImageFiles
import TextTables

/// What an image file is: format, pages, and for each page its size, depth and resolution.
///
/// - Throws: ``FileError`` or `ImageFileError` when it cannot be read.
public func describeImage(_ path: String) throws -> String {
  let bytes = try ByteStream(path: path).readImage(limit: MemoryBudget.defaultCapacity)
  let reader = try ImageReader(bytes: bytes, name: path)
  var lines: [String] = []
  var count = 0
  while let page = try reader.nextPage() {
    count += 1
    let raster = page.raster
    let depth =
      switch raster.samples {
      case .bits8: page.isBilevel ? "bilevel" : "8 bits"
      case .bits16: "16 bits"
      }
    var line = "page \(count): \(raster.width)×\(raster.height), \(raster.colorModel), \(depth)"
    if let resolution = page.resolution { line += ", \(words(for: resolution))" }
    lines.append(line)
  }
  let format = reader.format.rawValue.uppercased()
  let heading = "\(path): \(format) image, \(counted(count, "page")), \(bytes.count) bytes"
  return ([heading] + lines).joined(separator: "\n")
}

/// Whether a file begins like an image.
public func isImageFile(_ path: String) throws -> Bool {
  try ImageFormat.sniff(ByteStream(path: path).beginning(ImageFormat.signatureLength)) != nil
}

private func words(for resolution: Resolution) -> String {
  let unit =
    switch resolution.unit {
    case .none: "(no unit)"
    case .perInch: "pixels per inch"
    case .perCentimetre: "pixels per centimetre"
    case .perMetre: "pixels per metre"
    }
  return "\(decimals(resolution.horizontal, 2))×\(decimals(resolution.vertical, 2)) \(unit)"
}
