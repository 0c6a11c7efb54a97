import Foundation
import ImageFiles
import Imaging
import PipelineEngine

/// A noisy page and the clean page that it should become.
public struct PagePair: Sendable {
  /// The file name without its extension, common to both.
  public let stem: String
  /// The page as scanned.
  public let noisy: GrayImage
  /// The page as it should be.
  public let clean: GrayImage
}

/// Pairs of pages of one name in two folders.
public enum PagePairs {
  /// Which pages to take, by the number in their names: NoisyOffice's partitions are told apart by it.
  public struct Selection: Codable, Sendable, Equatable {
    /// The divisor; 1 takes every page.
    public var modulo: Int
    /// The remainders that are taken.
    public var remainders: [Int]

    /// Makes a selection.
    public init(modulo: Int = 1, remainders: [Int] = [0]) {
      self.modulo = modulo
      self.remainders = remainders
    }

    /// Whether a page is taken. A name without a number counts as 0.
    public func takes(_ stem: String) -> Bool {
      let digits = stem.split(whereSeparator: { !$0.isASCII || !$0.isNumber }).last
      return remainders.contains((digits.flatMap { Int($0) } ?? 0) % max(1, modulo))
    }
  }

  /// Reads all pairs of a selection, sorted by name, numbers by value.
  ///
  /// - Throws: ``PagePairsError`` where a folder has no pages, a page has no partner or sizes differ.
  public static func read(noisy: String, clean: String, selection: Selection) throws -> [PagePair] {
    let cleanFiles = try files(in: clean)
    let noisyFiles = try files(in: noisy).filter { selection.takes($0.key) }
    guard !noisyFiles.isEmpty else {
      throw PagePairsError("\(noisy): no page is selected by number modulo \(selection.modulo)")
    }
    return try noisyFiles.sorted { $0.key.compare($1.key, options: .numeric) == .orderedAscending }.map {
      stem, path in
      guard let cleanPath = cleanFiles[stem] else {
        throw PagePairsError("\(path): there is no page of that name in \(clean)")
      }
      let pair = PagePair(stem: stem, noisy: try page(path), clean: try page(cleanPath))
      guard pair.noisy.width == pair.clean.width, pair.noisy.height == pair.clean.height else {
        throw PagePairsError(
          "\(path): \(pair.noisy.width)×\(pair.noisy.height) pixels, but its clean page has "
            + "\(pair.clean.width)×\(pair.clean.height)")
      }
      return pair
    }
  }

  private static func files(in folder: String) throws -> [String: String] {
    guard let names = try? FileManager.default.contentsOfDirectory(atPath: folder) else {
      throw PagePairsError("\(folder): the folder cannot be read")
    }
    var result: [String: String] = [:]
    for name in names where !name.hasPrefix(".") {
      result[(name as NSString).deletingPathExtension] = folder + "/" + name
    }
    return result
  }

  private static func page(_ path: String) throws -> GrayImage {
    guard let data = FileManager.default.contents(atPath: path) else {
      throw PagePairsError("\(path): the file cannot be read")
    }
    guard let page = try ImageReader(bytes: Array(data), name: path).nextPage() else {
      throw PagePairsError("\(path): the file has no page")
    }
    return GrayImage(page.raster)
  }
}

/// Training data that cannot be used.
public struct PagePairsError: ExitStatusError, CustomStringConvertible {
  /// One sentence that names the file or folder.
  public let description: String
  /// The data are missing.
  public var status: ExitStatus { .missingInput }

  init(_ description: String) { self.description = description }
}
