import ModelLibrary
import Randomness
import Imaging
import NeuralNetwork
import Testing

@testable import PageCleaning

@Suite struct TilingTests {
  private static func noise(width: Int, height: Int) -> GrayImage {
    var random = SeededRandom(seed: UInt64(width * 31 + height))
    return GrayImage(
      width: width, height: height, samples: (0..<width * height).map { _ in UInt16(random.below(65536)) })
  }

  private static func smallNetwork(strength: Float = 1) throws -> PageNetwork {
    let spec = try NetworkSpec("small", inputChannels: 1) {
      PixelUnshuffle().named("squares")
      Conv2D(filters: 6, activation: .relu).named("encode")
      MaxPool2D().named("down")
      Conv2D(filters: 7, activation: .relu).named("bottom")
      UpsampleNearest2D().named("up")
      Concatenate().named("join", from: "up", "encode")
      Conv2D(filters: 4).named("decode")
      PixelShuffle().named("fine")
      Conv2D(filters: 1, kernel: 5).named("correction")
      Add().named("sum", from: "input", "correction")
    }
    return try PageNetwork(Model(initializing: spec, seed: 6), strength: strength)
  }

  private static let sizes = [(1, 1), (2, 7), (8, 8), (13, 40), (63, 65), (97, 50), (130, 129)]

  @Test(arguments: sizes) func tilesCoverThePageOnceAndAreAligned(width: Int, height: Int) {
    for (size, halo, alignment) in [(16, 0, 1), (16, 5, 1), (24, 9, 8), (20, 9, 8), (40, 57, 8), (1000, 20, 4)] {
      let grid = TileGrid(
        width: width, height: height, size: size, halo: halo, alignment: alignment, workers: 3)
      let right = (width + alignment - 1) / alignment * alignment
      let bottom = (height + alignment - 1) / alignment * alignment
      #expect(grid.height == bottom && grid.tiles.count == grid.strips.count * grid.columns.count)
      var next = 0
      for column in grid.columns {
        let (core, window) = (column.core, column.window)
        #expect(core.lowerBound == next && core.count <= size)
        next = core.upperBound
        #expect([window.lowerBound, window.upperBound].allSatisfy { $0 % alignment == 0 })
        // The halo is whole, or ends at the page.
        #expect(window.lowerBound == 0 || core.lowerBound - window.lowerBound >= halo)
        #expect(window.upperBound == right || window.upperBound - core.upperBound >= halo)
      }
      #expect(next == right)
      next = 0
      for strip in grid.strips {
        #expect(strip.lowerBound == next && strip.lowerBound % alignment == 0 && !strip.isEmpty)
        next = strip.upperBound
      }
      #expect(next == bottom)
    }
  }

  @Test func tallPagesAreCutForAllWorkers() {
    let grid = TileGrid(width: 100, height: 1000, size: 4096, halo: 8, alignment: 8, workers: 4)
    #expect(grid.tiles.count == 4)
    let small = TileGrid(width: 100, height: 100, size: 4096, halo: 8, alignment: 8, workers: 4)
    #expect(small.tiles.count == 1)
  }

  @Test(arguments: sizes) func tiledEqualsWholePage(width: Int, height: Int) throws {
    try expectTiledEqualsWhole([Self.smallNetwork()], Self.noise(width: width, height: height), tileSize: 24)
  }

  @Test func tiledEqualsWholePageForTwoNetworksInARow() throws {
    let blur = try NetworkSpec("blur", inputChannels: 1) { Conv2D(filters: 1, kernel: 7).named("blur") }
    let networks = try [PageNetwork(Model(initializing: blur, seed: 2)), Self.smallNetwork()]
    try expectTiledEqualsWhole(networks, Self.noise(width: 121, height: 75), tileSize: 32)
  }

  @Test(arguments: ShippedModels.names) func tiledEqualsWholePageForShippedModels(name: String) throws {
    let network = try PageNetwork(ShippedModels.model(name))
    try expectTiledEqualsWhole([network], Self.noise(width: 203, height: 157), tileSize: 64)
  }

  @Test func resultsDoNotDependOnTheNumberOfWorkers() throws {
    let (network, image) = try (Self.smallNetwork(), Self.noise(width: 75, height: 700))
    let one = try TileProcessor([network], pool: WorkerPool(count: 1)).process(image, tileSize: 4096)
    for count in [2, 5] {
      let pool = WorkerPool(count: count)
      #expect(try TileProcessor([network], pool: pool).process(image, tileSize: 4096) == one)
    }
  }

  /// Whole: one tile, one worker. Tiled: many tiles, three workers. At most one of 65,536 levels apart, which is
  /// where sums ordered otherwise can fall on the two sides of a rounding.
  private func expectTiledEqualsWhole(_ networks: [PageNetwork], _ image: GrayImage, tileSize: Int) throws {
    let whole = try TileProcessor(networks, pool: WorkerPool(count: 1)).process(image, tileSize: 16384)
    let tiled = try TileProcessor(networks, pool: WorkerPool(count: 3)).process(image, tileSize: tileSize)
    #expect((tiled.width, tiled.height) == (image.width, image.height))
    #expect(zip(whole.samples, tiled.samples).allSatisfy { abs(Int($0) - Int($1)) <= 1 })
    #expect(whole.samples != image.samples)
  }

  @Test(arguments: [0.3, 0.999] as [Float]) func tiledEqualsWholePageAtAnyStrength(strength: Float) throws {
    try expectTiledEqualsWhole(
      [Self.smallNetwork(strength: strength)], Self.noise(width: 121, height: 75), tileSize: 32)
  }

  @Test func strengthIsHowFarPixelsGoFromThePageToTheNetworksPage() throws {
    let image = Self.noise(width: 90, height: 40)
    func result(_ strength: Float) throws -> [UInt16] {
      try TileProcessor([Self.smallNetwork(strength: strength)], pool: WorkerPool(count: 2))
        .process(image, tileSize: 32).samples
    }
    let full = try TileProcessor([Self.smallNetwork()], pool: WorkerPool(count: 2)).process(image, tileSize: 32).samples
    #expect(try result(1) == full)
    #expect(try result(0) == image.samples)
    for strength: Float in [0.25, 0.5, 0.9] {
      let expected = zip(image.samples, full).map { Double($0) + Double(strength) * (Double($1) - Double($0)) }
      #expect(try zip(result(strength), expected).allSatisfy { abs(Double($0) - $1) <= 1.1 })
    }
  }

  @Test func pagesOfManySizesGoThroughOneProcessor() throws {
    let network = try Self.smallNetwork()
    let shared = TileProcessor([network], pool: WorkerPool(count: 2))
    for (width, height) in Self.sizes + Self.sizes.reversed() {
      let image = Self.noise(width: width, height: height)
      let alone = try TileProcessor([network], pool: WorkerPool(count: 2)).process(image, tileSize: 24)
      #expect(try shared.process(image, tileSize: 24) == alone)
    }
  }

  @Test func pagesMayBeLongerThanAnyNetworkWasMeantFor() throws {
    let network = try Self.smallNetwork()
    let long = Self.noise(width: 9, height: 40_000)
    let result = try TileProcessor([network], pool: WorkerPool(count: 2)).process(long, tileSize: 4096)
    // The last rows are those of a page of which no more is left.
    let rows = 400
    let end = GrayImage(width: 9, height: rows, samples: Array(long.samples.suffix(9 * rows)))
    let expected = try TileProcessor([network], pool: WorkerPool(count: 1)).process(end, tileSize: 4096)
    #expect(
      zip(result.samples.suffix(9 * 100), expected.samples.suffix(9 * 100)).allSatisfy { abs(Int($0) - Int($1)) <= 1 })
  }

  @Test func networksThatDoNotFitPagesAreRefused() throws {
    let wrong = try [
      NetworkSpec("half", inputChannels: 1) { MaxPool2D() },
      NetworkSpec("valid", inputChannels: 1) { Conv2D(filters: 1, padding: .valid) },
      NetworkSpec("colour", inputChannels: 3) { Conv2D(filters: 1) },
      NetworkSpec("many", inputChannels: 1) { Conv2D(filters: 2) },
      NetworkSpec("dense", inputChannels: 1, inputSize: .init(height: 4, width: 4)) {
        Flatten()
        Dense(units: 16)
      },
    ]
    for spec in wrong {
      #expect(throws: NetworkError.self, "\(spec.name)") { try PageNetwork(Model(initializing: spec, seed: 1)) }
    }
  }
}
