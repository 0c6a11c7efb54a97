/// Whether a name comes before another: runs of digits are compared by their value, so that `9` comes before `10`, and
/// all else by Unicode scalars.
///
/// It is a strict order of different names, to be sorted by: equal numbers of other lengths (`a1`, `a01`) and the like
/// are told apart by the whole names.
public func comesBefore(_ left: String, _ right: String) -> Bool {
  var a = left.unicodeScalars[...]
  var b = right.unicodeScalars[...]
  func isDigit(_ scalar: Unicode.Scalar) -> Bool { ("0"..."9").contains(scalar) }
  while let x = a.first, let y = b.first {
    if isDigit(x), isDigit(y) {
      let m = a.prefix(while: isDigit)
      let n = b.prefix(while: isDigit)
      a = a.dropFirst(m.count)
      b = b.dropFirst(n.count)
      let p = String(m.drop { $0 == "0" })
      let q = String(n.drop { $0 == "0" })
      if p.count != q.count { return p.count < q.count }
      if p != q { return p < q }
    } else {
      if x != y { return x < y }
      a = a.dropFirst()
      b = b.dropFirst()
    }
  }
  return a.isEmpty && !b.isEmpty || a.isEmpty == b.isEmpty && left < right
}
