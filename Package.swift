// swift-tools-version: 6.1

import PackageDescription

/// Vectors of eight floats and fused multiply-add for the arithmetic targets.
///
/// Without them Swift's SIMD types become four-wide SSE2 and a fused multiply-add becomes a call
/// to `fmaf`. `CProcessor` is built without the flags: it refuses older processors before any other
/// code of the program runs.
#if arch(x86_64)
  let vectorC: [CSetting] = [.unsafeFlags(["-march=x86-64-v3"])]
  let vectorSwift: [SwiftSetting] = [.unsafeFlags(["-Xcc", "-march=x86-64-v3"])]
#else
  let vectorC: [CSetting] = []
  let vectorSwift: [SwiftSetting] = []
#endif

/// The Swift runtime and Foundation linked into the program.
///
/// Loading them as shared libraries takes more of a small page's time than everything else that starts up, and a
/// program without them runs where Swift is not installed.
#if os(Linux)
  let standalone: [LinkerSetting] = [
    .unsafeFlags(["-static-stdlib"]),
    .linkedLibrary("FoundationInternationalization"), .linkedLibrary("FoundationEssentials"),
    .linkedLibrary("CoreFoundation"), .linkedLibrary("_FoundationICU"), .linkedLibrary("_FoundationCShims"),
    .linkedLibrary("_FoundationCollections"),
  ]
#else
  let standalone: [LinkerSetting] = []
#endif

/// What only `cleanpage synthesise` needs, in builds with `--traits Synthesis`.
let synthesis = TargetDependencyCondition.when(traits: ["Synthesis"])

let package = Package(
  name: "cleanpage",
  platforms: [.macOS(.v15)],
  products: [.executable(name: "cleanpage", targets: ["cleanpage"])],
  traits: [
    .trait(name: "Synthesis", description: "The command `cleanpage synthesise`, which needs FreeType.")
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
  ],
  targets: [
    .systemLibrary(
      name: "COpenBLAS", pkgConfig: "openblas", providers: [.apt(["libopenblas-dev"])]),
    .target(name: "CProcessor", dependencies: ["COpenBLAS"]),
    .target(
      name: "CImageCodecs",
      linkerSettings: [
        .linkedLibrary("png"), .linkedLibrary("tiff"), .linkedLibrary("jpeg"), .linkedLibrary("deflate"),
      ]),
    .target(
      name: "CModels",
      exclude: [
        "unet.safetensors", "seed.safetensors", "pictures.safetensors", "print.safetensors", "emnist.safetensors",
        "english.language",
      ]),
    .target(name: "CPipelines"),
    .target(name: "Randomness"),
    .target(name: "TextTables"),
    .target(
      name: "NeuralNetwork", dependencies: ["COpenBLAS", "CProcessor", "Randomness", "TextTables"],
      swiftSettings: vectorSwift),
    .target(name: "Imaging", swiftSettings: vectorSwift),
    .target(name: "ImageFiles", dependencies: ["Imaging", "CImageCodecs"], swiftSettings: vectorSwift),
    .target(name: "Charts", dependencies: ["ImageFiles", "Imaging", "TextTables"], swiftSettings: vectorSwift),
    .target(name: "PageText", dependencies: ["Imaging", "TextTables"], swiftSettings: vectorSwift),
    .target(
      name: "PipelineEngine",
      dependencies: [
        "Imaging", "ImageFiles", "PageText", "CPipelines", "TextTables", "Yams",
        .product(name: "Logging", package: "swift-log"),
      ], swiftSettings: vectorSwift),
    .target(
      name: "Degradation",
      dependencies: ["Imaging", "ImageFiles", "PipelineEngine", "Randomness", "CPipelines", "Yams"],
      swiftSettings: vectorSwift),
    .target(
      name: "ModelLibrary", dependencies: ["NeuralNetwork", "PipelineEngine", "CModels", "Randomness", "Yams"],
      swiftSettings: vectorSwift),
    .target(
      name: "TextRecognition",
      dependencies: [
        "CModels", "Charts", "IDXFiles", "ImageFiles", "Imaging", "ModelLibrary", "NeuralNetwork", "PageText",
        "PipelineEngine", "Randomness", "TextTables",
      ],
      swiftSettings: vectorSwift),
    .target(
      name: "PageCleaning",
      dependencies: [
        "Degradation", "Imaging", "ImageFiles", "ModelLibrary", "NeuralNetwork", "PipelineEngine", "Randomness",
      ],
      swiftSettings: vectorSwift),
    .systemLibrary(name: "CDeflate"),
    .target(name: "IDXFiles", dependencies: ["CDeflate", "PipelineEngine"], swiftSettings: vectorSwift),
    .systemLibrary(
      name: "CFreeType", pkgConfig: "freetype2", providers: [.apt(["libfreetype-dev"])]),
    .target(
      name: "Synthesis",
      dependencies: [
        "IDXFiles", "Imaging", "ImageFiles", "PipelineEngine", "Randomness",
      ], swiftSettings: vectorSwift),
    .target(
      name: "FreeTypeFonts", dependencies: ["Synthesis", .target(name: "CFreeType", condition: synthesis)]),
    .target(
      name: "Benchmarks",
      dependencies: [
        "Imaging", "ModelLibrary", "NeuralNetwork", "PipelineEngine", "PageCleaning", "CPipelines", "TextTables",
      ],
      swiftSettings: vectorSwift),
    .target(
      name: "Experiments",
      dependencies: [
        "Charts", "IDXFiles", "ImageFiles", "Imaging", "ModelLibrary", "NeuralNetwork", "PageCleaning",
        "PipelineEngine", "Randomness", "TextRecognition", "TextTables",
      ],
      swiftSettings: vectorSwift),
    .executableTarget(
      name: "cleanpage",
      dependencies: [
        "Benchmarks", "Degradation", "Experiments", "ModelLibrary", "PageCleaning", "PageText", "PipelineEngine",
        "NeuralNetwork",
        "CProcessor", "TextRecognition",
        .target(name: "Synthesis", condition: synthesis), .target(name: "FreeTypeFonts", condition: synthesis),
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ], linkerSettings: standalone),
    .target(name: "TestSupport", path: "Tests/TestSupport"),
    .testTarget(name: "NeuralNetworkTests", dependencies: ["NeuralNetwork", "Randomness"]),
    .testTarget(name: "ImagingTests", dependencies: ["Imaging"]),
    .testTarget(name: "ImageFilesTests", dependencies: ["ImageFiles"]),
    .testTarget(name: "ChartsTests", dependencies: ["Charts", "ImageFiles", "Imaging", "TestSupport"]),
    .testTarget(name: "PageTextTests", dependencies: ["PageText", "Imaging", "TestSupport"]),
    .testTarget(
      name: "PipelineEngineTests",
      dependencies: [
        "PipelineEngine", "ImageFiles", "Imaging", "PageText", "TestSupport", "TextTables",
        .product(name: "Logging", package: "swift-log"),
      ]),
    .testTarget(name: "DegradationTests", dependencies: ["Degradation", "Randomness"]),
    .testTarget(name: "ModelLibraryTests", dependencies: ["ModelLibrary", "TestSupport"]),
    .testTarget(
      name: "PageCleaningTests", dependencies: ["ModelLibrary", "PageCleaning", "Randomness", "TestSupport"]),
    .testTarget(name: "IDXFilesTests", dependencies: ["IDXFiles", "TestSupport"]),
    .testTarget(
      name: "TextRecognitionTests",
      dependencies: [
        "IDXFiles", "ImageFiles", "Imaging", "ModelLibrary", "NeuralNetwork", "PipelineEngine", "Randomness",
        "TestSupport", "TextRecognition",
      ]),
    .testTarget(
      name: "ExperimentsTests",
      dependencies: [
        "Charts", "Experiments", "IDXFiles", "ImageFiles", "Imaging", "ModelLibrary", "NeuralNetwork",
        "PipelineEngine", "TestSupport", "TextRecognition",
      ]),
    .testTarget(
      name: "SynthesisTests",
      dependencies: [
        "Synthesis", "FreeTypeFonts", "ImageFiles", "Imaging", "PipelineEngine", "Randomness", "TestSupport",
      ]),
    .testTarget(name: "CommandTests", dependencies: ["ImageFiles", "Imaging", "Randomness", "TestSupport"]),
  ],
  swiftLanguageModes: [.v6],
  cLanguageStandard: .gnu2x
)
