import Foundation
import ImageFiles
import Imaging
import Testing

/// Mutated files, the same ones for the same number of iterations.
///
/// A small run is part of every test run. A long one, under AddressSanitizer and with leaks looked for, is
///
///     CLEANPAGE_FUZZ_ITERATIONS=5000 swift test --disable-xctest --sanitize=address \
///       --scratch-path .build/asan --filter FuzzTests
///
/// A crash names no file; `CLEANPAGE_FUZZ_KEEP=FOLDER` keeps the file being read in the folder.
@Suite struct FuzzTests {
  private static let environment = ProcessInfo.processInfo.environment
  private static let iterations = environment["CLEANPAGE_FUZZ_ITERATIONS"].flatMap { Int($0) } ?? 150
  private static let limits = DecodingLimits(maxPixels: 4_000_000, maxMemory: 32_000_000)

  /// The good and the broken files of a format.
  private func corpus(_ format: ImageFormat) throws -> [[UInt8]] {
    let good = try FormatFixture.all().map { try $0.bytes() }
    let broken = try BrokenFixture.all().map { try $0.bytes() }
    return (good + broken).filter { ImageFormat.sniff($0.prefix(8)) == format && $0.count < 20_000 }
  }

  /// Reads every page, and gives how many there were before an error, if any.
  private func read(_ bytes: [UInt8]) -> Int {
    var pages = 0
    do throws(ImageFileError) {
      let reader = try ImageReader(bytes: bytes, name: "mutated", limits: Self.limits)
      while let page = try reader.nextPage() {
        #expect(page.raster.width * page.raster.height <= Self.limits.maxPixels)
        #expect(page.raster.samples.count * page.raster.bits / 8 <= Self.limits.maxMemory ?? 0)
        pages += 1
        if pages == 20 { break }
      }
    } catch {
      #expect(error.name == "mutated" && !error.reason.isEmpty && error.kind != .encoding)
    }
    return pages
  }

  @Test(arguments: ImageFormat.allCases)
  func `a mutated file is read or refused`(format: ImageFormat) throws {
    let corpus = try corpus(format)
    let seed = format.rawValue.utf8.reduce(UInt64(0)) { $0 &* 31 &+ UInt64($1) }
    var mutator = Mutator(generator: SeededGenerator(state: seed))
    let folder = Self.environment["CLEANPAGE_FUZZ_KEEP"].map { URL(filePath: $0) }
    var pages = 0
    for iteration in 0..<Self.iterations {
      let original = corpus[iteration % corpus.count]
      let other = try #require(corpus.randomElement(using: &mutator.generator))
      var bytes = mutator.mutate(original, with: other)
      if format == .png, iteration % 4 != 0 { bytes = repairPNGChecksums(bytes) }
      if let folder { try Data(bytes).write(to: folder.appending(path: "mutated.\(format.fileExtension)")) }
      pages += read(bytes)
    }
    // Not all damage is fatal: a run in which nothing is read would test the signatures only.
    #expect(pages > 0)
  }
}
