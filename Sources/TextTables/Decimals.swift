/// A number with so many decimals, in the C locale; "inf" for infinity.
///
/// One that is too large for its decimals to be known is written with as many digits as it needs.
public func decimals(_ value: Double, _ count: Int) -> String {
  guard value.isFinite else { return value > 0 ? "inf" : value < 0 ? "-inf" : "nan" }
  var scale = 1.0
  for _ in 0..<count { scale *= 10 }
  let exact = (abs(value) * scale).rounded()
  guard exact < Double(1 << 53) else { return "\(value)" }
  let scaled = Int(exact)
  let whole = scaled / Int(scale)
  let fraction = String(scaled % Int(scale))
  let sign = value < 0 && scaled > 0 ? "-" : ""
  guard count > 0 else { return "\(sign)\(whole)" }
  return "\(sign)\(whole)." + String(repeating: "0", count: count - fraction.count) + fraction
}
