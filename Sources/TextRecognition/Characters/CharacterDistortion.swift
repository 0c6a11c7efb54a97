import Foundation
import Imaging
import NeuralNetwork
import PipelineEngine
import Randomness

/// How far characters are changed at random, so that a classifier sees more hands than there are in its data.
///
/// Every value is a magnitude; 0 leaves what it is about as it is.
public struct CharacterDistortion: Codable, Sendable, Equatable {
  /// Degrees that an image is turned by at most, either way.
  public var rotate = 0.0
  /// The largest enlargement over 1, of width and height each for itself; images become as much smaller.
  public var zoom = 0.0
  /// Pixels that an image is moved by at most, along rows and columns.
  public var shift = 0.0
  /// The largest shear, either way: columns that a row is moved by for each row from the middle.
  public var shear = 0.0
  /// The largest share of the lightest, or darkest, of the neighbours that a pixel takes on: 1 makes strokes about two
  /// pixels thicker or thinner.
  public var strokeWidth = 0.0
  /// The largest standard deviation of a Gaussian blur, in pixels.
  public var blur = 0.0

  /// Makes a distortion that changes nothing.
  public init() {}

  /// Reads what is given; the rest changes nothing.
  public init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    func read(_ key: CodingKeys) throws -> Double { try values.decodeIfPresent(Double.self, forKey: key) ?? 0 }
    rotate = try read(.rotate)
    zoom = try read(.zoom)
    shift = try read(.shift)
    shear = try read(.shear)
    strokeWidth = try read(.strokeWidth)
    blur = try read(.blur)
  }

  /// The documentation of every key, below the key that the distortion has itself.
  public static func documentation(below key: String) -> [ParameterDocumentation] {
    [
      ParameterDocumentation(
        "\(key).rotate", "degrees an image is turned by at most, either way; 0 to 180; not of characters on pages"),
      ParameterDocumentation(
        "\(key).zoom",
        "largest change of width and height, each for itself: 0.1 is 1/1.1 to 1.1; on pages the width alone"),
      ParameterDocumentation(
        "\(key).shift", "pixels an image is moved by at most, along rows and columns; not of characters on pages"),
      ParameterDocumentation("\(key).shear", "largest shear, either way: columns for each row; 0 to 1"),
      ParameterDocumentation(
        "\(key).strokeWidth", "share, 0 to 1, of the lightest or darkest neighbour: thickens or thins strokes"),
      ParameterDocumentation("\(key).blur", "largest standard deviation of a blur in pixels"),
    ]
  }

  /// Refuses magnitudes that make no sense.
  public func check(below key: String) throws(ParameterError) {
    for (name, value, largest) in [
      ("rotate", rotate, 180.0), ("zoom", zoom, 4.0), ("shift", shift, 1000.0), ("shear", shear, 1.0),
      ("strokeWidth", strokeWidth, 1.0), ("blur", blur, 10.0),
    ] where !(0...largest).contains(value) {
      throw ParameterError("\(key).\(name)", "must be from 0 to \(Int(largest)), not \(value)")
    }
  }

  /// Changes an image in place; what comes from beyond its borders is black.
  ///
  /// - Parameters:
  ///   - image: `shape` of values from 0 to 1, and so they stay.
  ///   - random: What is drawn from; as much is drawn whatever the magnitudes.
  public func apply(to image: UnsafeMutableBufferPointer<Float>, shape: FeatureShape, _ random: inout SeededRandom) {
    func drawn(_ magnitude: Double) -> Double { (2 * random.uniform() - 1) * magnitude }
    let warp = Warp(
      angle: drawn(rotate) * .pi / 180, shear: drawn(shear), widening: exp(drawn(log(1 + zoom))),
      heightening: exp(drawn(log(1 + zoom))), shiftX: drawn(shift), shiftY: drawn(shift))
    let thickening = Float(drawn(strokeWidth))
    let sigma = random.uniform() * blur
    let isWarped = rotate > 0 || zoom > 0 || shift > 0 || shear > 0
    guard isWarped || thickening != 0 || sigma > 0 else { return }
    for channel in 0..<shape.channels {
      var plane = FloatImage(
        width: shape.width, height: shape.height,
        values: (0..<shape.pixels).map { image[$0 * shape.channels + channel] })
      if isWarped { plane = warp.applied(to: plane) }
      if thickening != 0 { plane.blendExtremes(thickening) }
      if sigma > 0 { plane = plane.blurred(sigma: sigma) }
      for pixel in 0..<shape.pixels {
        image[pixel * shape.channels + channel] = min(max(plane.values[pixel], 0), 1)
      }
    }
  }
}

/// An affine change of an image about its middle.
private struct Warp {
  /// Turned clockwise by so many radians.
  var angle: Double
  var shear: Double
  var widening: Double
  var heightening: Double
  var shiftX: Double
  var shiftY: Double

  /// The image changed, with bilinear interpolation.
  func applied(to image: FloatImage) -> FloatImage {
    let (middleX, middleY) = (Double(image.width - 1) / 2, Double(image.height - 1) / 2)
    // Forward, a point is sheared, scaled, turned and moved; pixels of the result look back along that way.
    let (cosine, sine) = (cos(angle), sin(angle))
    var result = image
    image.values.withUnsafeBufferPointer { values in
      result.map { _, x, y in
        let (dx, dy) = (Double(x) - middleX - shiftX, Double(y) - middleY - shiftY)
        let scaledX = (cosine * dx + sine * dy) / widening
        let scaledY = (cosine * dy - sine * dx) / heightening
        return Self.sample(
          values, width: image.width, height: image.height, x: scaledX - shear * scaledY + middleX,
          y: scaledY + middleY)
      }
    }
    return result
  }

  /// The value between the four pixels around a point, those outside being black.
  private static func sample(
    _ values: UnsafeBufferPointer<Float>, width: Int, height: Int, x: Double, y: Double
  ) -> Float {
    guard x > -1, y > -1, x < Double(width), y < Double(height) else { return 0 }
    let (left, top) = (x.rounded(.down), y.rounded(.down))
    let (column, row) = (Int(left), Int(top))
    let (shareX, shareY) = (Float(x - left), Float(y - top))
    func value(_ x: Int, _ y: Int) -> Float {
      x >= 0 && y >= 0 && x < width && y < height ? values[y * width + x] : 0
    }
    let upper = value(column, row) * (1 - shareX) + value(column + 1, row) * shareX
    let lower = value(column, row + 1) * (1 - shareX) + value(column + 1, row + 1) * shareX
    return upper * (1 - shareY) + lower * shareY
  }
}

extension FloatImage {
  /// Moves every pixel by a share towards the lightest of the 3×3 pixels around it, or by a negative one towards the
  /// darkest: grey dilation and erosion (Serra, "Image Analysis and Mathematical Morphology", 1982), taken in part.
  fileprivate mutating func blendExtremes(_ share: Float) {
    let (width, height) = (width, height)
    let source = values
    let isLight = share > 0
    let weight = abs(share)
    source.withUnsafeBufferPointer { source in
      map { value, x, y in
        var extreme = value
        for row in max(0, y - 1)...min(height - 1, y + 1) {
          for column in max(0, x - 1)...min(width - 1, x + 1) {
            let other = source[row * width + column]
            extreme = isLight ? max(extreme, other) : min(extreme, other)
          }
        }
        return value + weight * (extreme - value)
      }
    }
  }
}
