import Imaging
import NeuralNetwork
import PipelineEngine
import Randomness
import Testing

@testable import TextRecognition

@Suite struct CharacterDistortionTests {
  private let shape = FeatureShape(height: 12, width: 10, channels: 1)

  /// An image with a cross of ink in its middle.
  private var cross: [Float] {
    (0..<120).map { [4, 5].contains($0 % 10) && (2..<10).contains($0 / 10) || $0 / 10 == 5 ? 0.8 : 0 }
  }

  private func distorted(
    _ image: [Float], shape: FeatureShape? = nil, seed: UInt64 = 1, _ change: (inout CharacterDistortion) -> Void
  ) -> [Float] {
    var distortion = CharacterDistortion()
    change(&distortion)
    var random = SeededRandom(seed: seed)
    var image = image
    image.withUnsafeMutableBufferPointer { distortion.apply(to: $0, shape: shape ?? self.shape, &random) }
    return image
  }

  private func ink(_ image: [Float]) -> Float { image.reduce(0, +) }

  @Test func withoutMagnitudesNothingChanges() {
    for seed in 1...20 { #expect(distorted(cross, seed: UInt64(seed)) { _ in } == cross) }
  }

  static let magnitudes: [@Sendable (inout CharacterDistortion) -> Void] = [
    { $0.rotate = 15 }, { $0.zoom = 0.2 }, { $0.shift = 2 }, { $0.shear = 0.3 }, { $0.strokeWidth = 0.5 },
    { $0.blur = 1 },
    { ($0.rotate, $0.zoom, $0.shift, $0.shear, $0.strokeWidth, $0.blur) = (180, 4, 2, 1, 1, 5) },
  ]

  @Test(arguments: magnitudes.indices) func everyChangeStaysInRangeAndFollowsFromTheSeed(index: Int) {
    let change = Self.magnitudes[index]
    for seed in 1...40 {
      let image = distorted(cross, seed: UInt64(seed), change)
      #expect(image.allSatisfy { (0...1).contains($0) })
      #expect(image == distorted(cross, seed: UInt64(seed), change))
      #expect(image != distorted(cross, seed: UInt64(seed + 100), change))
      #expect(distorted(Array(repeating: 0, count: 120), seed: UInt64(seed), change) == Array(repeating: 0, count: 120))
    }
  }

  /// A point moves no farther than it may, and its ink goes with it.
  @Test func aShiftIsBoundedAndKeepsTheInk() {
    var point = Array(repeating: Float(0), count: 120)
    point[5 * 10 + 4] = 1
    var places: [(x: Float, y: Float)] = []
    for seed in 1...50 {
      let moved = distorted(point, seed: UInt64(seed)) { $0.shift = 2 }
      #expect(abs(ink(moved) - 1) < 1e-5)
      let x = moved.enumerated().reduce(Float(0)) { $0 + Float($1.offset % 10) * $1.element }
      let y = moved.enumerated().reduce(Float(0)) { $0 + Float($1.offset / 10) * $1.element }
      #expect(abs(x - 4) <= 2.001 && abs(y - 5) <= 2.001)
      places.append((x - 4, y - 5))
    }
    #expect(places.contains { $0.x < -1 } && places.contains { $0.x > 1 })
    #expect(places.contains { $0.y < -1 } && places.contains { $0.y > 1 })
  }

  @Test func strokesBecomeThickerAndThinner() {
    let changes = (1...30).map { seed in
      ink(distorted(cross, seed: UInt64(seed)) { $0.strokeWidth = 0.5 }) / ink(cross)
    }
    #expect(changes.contains { $0 > 1.3 } && changes.contains { $0 < 0.85 })
  }

  @Test func zoomAndBlurAboutTheMiddleKeepTheMiddle() {
    let flat = Array(repeating: Float(0.5), count: 120)
    for seed in 1...10 {
      let image = distorted(flat, seed: UInt64(seed)) { ($0.zoom, $0.blur, $0.rotate) = (0.2, 0.8, 20) }
      #expect(abs(image[5 * 10 + 5] - 0.5) < 1e-4)
    }
  }

  @Test func channelsMoveTogether() {
    let two = FeatureShape(height: 12, width: 10, channels: 2)
    let image = cross.flatMap { [$0, $0 / 2] }
    let moved = distorted(image, shape: two) { ($0.rotate, $0.shift, $0.shear) = (20, 2, 0.2) }
    let alone = distorted(cross) { ($0.rotate, $0.shift, $0.shear) = (20, 2, 0.2) }
    #expect(stride(from: 0, to: 240, by: 2).map { moved[$0] } == alone)
    #expect(zip(stride(from: 1, to: 240, by: 2), alone).allSatisfy { abs(moved[$0] - $1 / 2) < 1e-6 })
  }

  @Test func magnitudesThatMakeNoSenseAreRefused() {
    for (key, change) in [
      ("a.rotate", { $0.rotate = 181 }), ("a.zoom", { $0.zoom = -0.1 }), ("a.shift", { $0.shift = .nan }),
      ("a.strokeWidth", { $0.strokeWidth = 1.5 }), ("a.blur", { $0.blur = .infinity }),
    ] as [(String, (inout CharacterDistortion) -> Void)] {
      var distortion = CharacterDistortion()
      change(&distortion)
      let error = #expect(throws: ParameterError.self) { try distortion.check(below: "a") }
      #expect(error?.key == key)
    }
  }
}
