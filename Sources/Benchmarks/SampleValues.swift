/// Inputs for benchmarks: times do not depend on the values, as long as they are neither all alike nor denormal.
enum SampleValues {
  /// The value at a place, from 0 to 1.
  static func value(_ index: Int) -> Float { Float((index &* 7919) & 255) / 255 }

  /// Values from 0 to 1.
  static func floats(count: Int) -> [Float] { (0..<count).map(value) }
}
