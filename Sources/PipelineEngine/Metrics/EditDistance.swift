/// Levenshtein's distance: how many symbols have to be inserted, removed or replaced to make one sequence the other.
///
/// Sixty-four rows of the table of distances are computed at once, of which only the differences of neighbours are kept,
/// a bit each for up and down; the time is the product of the lengths over 64, the memory their sum.
///
/// - SeeAlso: Myers, "A fast bit-vector algorithm for approximate string matching based on dynamic programming", 1999;
///   Hyyrö, "A bit-vector algorithm for computing Levenshtein and Damerau edit distances", 2003.
func editDistance<Symbol: Hashable>(_ first: some Collection<Symbol>, _ second: some Collection<Symbol>) -> Int {
  var numbers: [Symbol: Int] = [:]
  let rows = first.map { symbol in
    let number = numbers[symbol] ?? numbers.count
    numbers[symbol] = number
    return number
  }
  // What the first sequence does not have matches nothing.
  let unmatched = numbers.count
  let columns = second.map { numbers[$0] ?? unmatched }
  var matches = [UInt64](repeating: 0, count: numbers.count + 1)
  // The differences between neighbouring columns on the row above the block, which at the top are all one up.
  var steps = [Int8](repeating: 1, count: columns.count)
  for start in stride(from: 0, to: rows.count, by: 64) {
    let block = rows[start..<min(start + 64, rows.count)]
    for (bit, symbol) in block.enumerated() { matches[symbol] |= 1 << UInt64(bit) }
    var differences = VerticalDifferences()
    let lastRow: UInt64 = 1 << UInt64(block.count - 1)
    for (column, symbol) in columns.enumerated() {
      steps[column] = differences.advance(matches[symbol], step: steps[column], lastRow: lastRow)
    }
    for symbol in block { matches[symbol] = 0 }
  }
  return rows.count + steps.reduce(0) { $0 + Int($1) }
}

/// The differences between neighbouring rows of a column of sixty-four.
private struct VerticalDifferences {
  /// The rows that are one more than the row above.
  private var up = UInt64.max
  /// The rows that are one less.
  private var down: UInt64 = 0

  /// Goes on to the next column.
  ///
  /// - Parameters:
  ///   - matches: The rows whose symbol is the column's.
  ///   - step: How much the row above the block differs from the column before.
  ///   - lastRow: The bit of the block's last row.
  /// - Returns: How much that row differs from the column before.
  mutating func advance(_ matches: UInt64, step: Int8, lastRow: UInt64) -> Int8 {
    let vertical = matches | down
    let matches = step < 0 ? matches | 1 : matches
    let horizontal = (((matches & up) &+ up) ^ up) | matches
    var stepsUp = down | ~(horizontal | up)
    var stepsDown = up & horizontal
    let result: Int8 = stepsUp & lastRow != 0 ? 1 : stepsDown & lastRow != 0 ? -1 : 0
    stepsUp <<= 1
    stepsDown <<= 1
    if step > 0 { stepsUp |= 1 }
    if step < 0 { stepsDown |= 1 }
    up = stepsDown | ~(vertical | stepsUp)
    down = stepsUp & vertical
    return result
  }
}
