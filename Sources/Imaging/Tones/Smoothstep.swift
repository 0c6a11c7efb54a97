/// 0 up to `low`, 1 from `high`, and between them the cubic that rises without corners; falling where `low` is the larger.
@inlinable
@inline(__always)
public func smoothstep(_ low: Float, _ high: Float, _ value: Float) -> Float {
  let t = min(max((value - low) / (high - low), 0), 1)
  return t * t * (3 - 2 * t)
}
