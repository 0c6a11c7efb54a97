import Foundation
import ImageFiles
import Imaging
import Testing

/// The folder of fixtures beside the package's sources.
let fixtures = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
  .deletingLastPathComponent().appending(path: "Fixtures")

/// A file of `Fixtures/formats` and what it must decode to; see `make-fixtures.py` there.
struct FormatFixture: Decodable, CustomTestStringConvertible {
  struct ExpectedPage: Decodable {
    struct ExpectedResolution: Decodable {
      var horizontal: Double
      var vertical: Double
      var unit: Resolution.Unit
    }
    var expected: String
    var width: Int
    var height: Int
    var channels: Int
    var bits: Int
    var bilevel: Bool
    var resolution: ExpectedResolution?

    /// The expected pixels, `[height, width, channels]`.
    func samples() throws -> [Int] {
      let data = try [UInt8](Data(contentsOf: formatFixtures.appending(path: expected)))
      guard bits == 16 else { return data.map { Int($0) } }
      return stride(from: 0, to: data.count, by: 2).map { Int(data[$0]) | Int(data[$0 + 1]) << 8 }
    }
  }
  var file: String
  var tolerance: Int
  var pages: [ExpectedPage]

  var testDescription: String { file }

  /// All fixtures of the folder.
  static func all() throws -> [FormatFixture] {
    let manifest = try Data(contentsOf: formatFixtures.appending(path: "manifest.json"))
    return try JSONDecoder().decode([FormatFixture].self, from: manifest)
  }

  func bytes() throws -> [UInt8] {
    try [UInt8](Data(contentsOf: formatFixtures.appending(path: file)))
  }
}

let formatFixtures = fixtures.appending(path: "formats")
let brokenFixtures = fixtures.appending(path: "broken")

/// Reads every page.
func decodeAll(_ bytes: [UInt8], name: String, limits: DecodingLimits = .init()) throws -> [Page] {
  let reader = try ImageReader(bytes: bytes, name: name, limits: limits)
  var pages: [Page] = []
  while let page = try reader.nextPage() { pages.append(page) }
  return pages
}

extension Raster {
  /// The samples as integers, whatever their depth.
  var integers: [Int] {
    switch samples {
    case .bits8(let values): values.map { Int($0) }
    case .bits16(let values): values.map { Int($0) }
    }
  }

  /// 8 or 16.
  var bits: Int {
    switch samples {
    case .bits8: 8
    case .bits16: 16
    }
  }
}
