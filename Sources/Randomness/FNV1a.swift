/// A hash that is the same on every machine and in every run, unlike Swift's own: FNV-1a with steps of a number each.
///
/// - SeeAlso: Fowler, Noll and Vo, "The FNV Non-Cryptographic Hash Algorithm", RFC 9923.
public struct FNV1a: Sendable, Equatable {
  @usableFromInline var state: UInt64 = 0xCBF2_9CE4_8422_2325

  /// The hash of all numbers so far.
  public var value: UInt64 { state }

  /// The hash of nothing.
  public init() {}

  // Inlinable, as whole sets of images are hashed: through witnesses that takes longer than an epoch on them.

  /// Adds a number.
  @inlinable
  public mutating func combine(_ number: some BinaryInteger) {
    state = (state ^ UInt64(truncatingIfNeeded: number)) &* 0x100_0000_01B3
  }

  /// Adds numbers one after the other.
  @inlinable
  public mutating func combine(contentsOf numbers: some Sequence<some BinaryInteger>) {
    for number in numbers { combine(number) }
  }

  /// The hash in hexadecimal digits.
  public var text: String { String(value, radix: 16) }
}
