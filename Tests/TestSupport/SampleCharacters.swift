/// The bytes of an IDX file.
public func idxBytes(_ sizes: [Int], _ values: [UInt8]) -> [UInt8] {
  [0, 0, 8, UInt8(sizes.count)] + sizes.flatMap { size in [24, 16, 8, 0].map { UInt8(size >> $0 & 255) } } + values
}

/// Images of 8×8 pixels in three classes, by a stroke: level, upright, or aslant. Where it stands and how dark it is
/// differs from image to image.
public enum SampleCharacters {
  /// What the classes are called.
  public static let names = "-|/"

  /// Pixels along a side.
  public static let extent = 8

  /// The class of an image.
  public static func label(_ index: Int) -> UInt8 { UInt8(index % 3) }

  /// The IDX file of so many images.
  public static func images(_ count: Int) -> [UInt8] {
    idxBytes([count, extent, extent], (0..<count).flatMap(pixels))
  }

  /// The IDX file of their labels.
  public static func labels(_ count: Int) -> [UInt8] { idxBytes([count], (0..<count).map(label)) }

  private static func pixels(_ index: Int) -> [UInt8] {
    let place = 2 + index / 3 % 4
    let ink = UInt8(160 + index * 7 % 90)
    return (0..<extent * extent).map { pixel in
      let (x, y) = (pixel % extent, pixel / extent)
      let isInk =
        switch label(index) {
        case 0: y == place
        case 1: x == place
        default: x + y == place + 4
        }
      return isInk ? ink : UInt8((pixel + index) % 5 * 4)
    }
  }
}

/// A network file that tells the classes of ``SampleCharacters`` apart.
public let sampleClassifierNetwork = Array(
  """
  name: strokes
  input: {channels: 1, height: 8, width: 8}
  layers:
    - {type: conv2d, name: a, filters: 6}
    - {type: batchNorm, name: n, activation: relu}
    - {type: maxPool2d, name: down}
    - {type: flatten, name: vector}
    - {type: dense, name: b, units: 3}
    - {type: softmax, name: classes}
  """.utf8)
