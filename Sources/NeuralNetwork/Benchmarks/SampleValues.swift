/// Inputs to time with: times do not depend on the values, as long as they are neither all alike nor denormal.
public enum SampleValues {
  /// The value at a place, from 0 to 1.
  static func value(_ index: Int) -> Float { Float((index &* 7919) & 255) / 255 }

  /// Values from 0 to 1.
  public static func floats(count: Int) -> [Float] { (0..<count).map(value) }

  /// Writes values from 0 to 1.
  static func fill(_ place: UnsafeMutablePointer<Float>, count: Int) {
    for index in 0..<count { place[index] = value(index) }
  }
}
