import Foundation

/// A small random generator whose stream follows from its seed alone: SplitMix64 (Steele, Lea and Flood, 2014).
///
/// Training draws everything random from generators seeded by (seed, step, purpose), so a run that is
/// resumed at a step continues as if it had never stopped.
public struct SeededRandom: RandomNumberGenerator, Sendable {
  private var state: UInt64

  /// Starts a stream.
  public init(seed: UInt64) { state = seed }

  /// Starts a stream of its own for each sequence of numbers, such as seed, step and sample.
  public init(_ path: UInt64...) {
    state = path.reduce(0x243F_6A88_85A3_08D3) { SeededRandom.mix(($0 ^ $1) &+ 0x9E37_79B9_7F4A_7C15) }
  }

  /// A hash of 64 bits in which every input bit changes about half of the output bits.
  public static func mix(_ value: UInt64) -> UInt64 {
    var z = value
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  /// The next 64 random bits.
  public mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    return SeededRandom.mix(state)
  }

  /// A number in [0, 1).
  public mutating func uniform() -> Double { Double(next() >> 11) * 0x1p-53 }

  /// A number in a range.
  public mutating func uniform(in range: ClosedRange<Double>) -> Double {
    range.lowerBound + uniform() * (range.upperBound - range.lowerBound)
  }

  /// A whole number in `0..<bound`.
  public mutating func below(_ bound: Int) -> Int { Int(next() % UInt64(bound)) }

  /// A number from the standard normal distribution (Box and Muller, 1958).
  public mutating func normal() -> Double {
    let radius = (-2 * log(1 - uniform())).squareRoot()
    return radius * cos(2 * .pi * uniform())
  }
}
