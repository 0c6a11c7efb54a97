/// `v / 257`, rounded: exact for all 16-bit v, and free of overflow checks, which would keep it from vectors.
@inlinable @inline(__always)
public func roundedTo8Bits(_ value: UInt16) -> UInt8 {
  UInt8(truncatingIfNeeded: (UInt32(value) &* 255 &+ 32_895) >> 16)
}
