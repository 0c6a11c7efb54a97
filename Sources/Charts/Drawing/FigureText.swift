import Foundation

/// How numbers are written in charts and reports.
public enum FigureText {
  /// Exponents of ten from which numbers are written as powers.
  private static let powersFrom = 6
  /// The exponent of ten below which numbers are.
  private static let powersBelow = -4

  /// A number with so many significant digits, without zeros that say nothing; as a power of ten where it is very large or
  /// small.
  public static func significant(_ value: Double, digits: Int = 4) -> String {
    guard value.isFinite else { return value.isNaN ? "not a number" : value > 0 ? "∞" : "−∞" }
    guard value != 0 else { return "0" }
    let exponent = exponent(of: value, digits: digits)
    if exponent >= powersFrom || exponent < powersBelow { return power(value, exponent: exponent, digits: digits) }
    return trimmed(fixed(value, decimals: max(0, digits - 1 - exponent)))
  }

  /// The numbers of ticks that lie so far apart, all written alike.
  static func ticks(_ values: [Double], step: Double) -> [String] {
    let largest = values.map { abs($0) }.max() ?? 0
    guard largest > 0, step > 0 else { return values.map { significant($0) } }
    let exponent = Int(floor(log10(largest) + 1e-9))
    let stepExponent = Int(floor(log10(step) + 1e-9))
    let isPower = exponent >= powersFrom || exponent < powersBelow
    return values.map { value in
      // Sums of steps miss zero by a rounding error.
      guard abs(value) > step * 1e-9 else { return "0" }
      guard isPower else { return trimmed(fixed(value, decimals: min(max(0, 1 - stepExponent), 15))) }
      let own = Int(floor(log10(abs(value)) + 1e-9))
      return power(value, exponent: own, digits: min(max(1, own - stepExponent + 2), 15))
    }
  }

  /// A whole number with its thousands set off by a narrow space.
  public static func count(_ value: Double) -> String {
    guard abs(value) < 1e15 else { return significant(value) }
    let digits = String(Int64(abs(value)))
    var grouped = ""
    for (place, digit) in digits.enumerated() {
      if place > 0, (digits.count - place) % 3 == 0 { grouped += "\u{202F}" }
      grouped.append(digit)
    }
    return value < 0 ? "−" + grouped : grouped
  }

  /// A share in percent.
  public static func percent(_ share: Double) -> String { fixed(share * 100, decimals: 1) + "\u{00A0}%" }

  /// The exponent of the number's first digit once it is rounded.
  private static func exponent(of value: Double, digits: Int) -> Int {
    let exponent = Int(floor(log10(abs(value))))
    let rounded = (abs(value) / pow(10, Double(exponent)) * pow(10, Double(digits - 1))).rounded()
    return rounded >= pow(10, Double(digits)) ? exponent + 1 : exponent
  }

  private static func power(_ value: Double, exponent: Int, digits: Int) -> String {
    // In two steps, as the power of the smallest numbers is none itself.
    let factor = value / pow(10, Double(exponent / 2)) / pow(10, Double(exponent - exponent / 2))
    let figure = trimmed(fixed(factor, decimals: max(0, digits - 1)))
    let power = "10" + superscript(exponent)
    switch figure {
    case "1": return power
    case "−1": return "−" + power
    default: return "\(figure)·\(power)"
    }
  }

  /// In the C locale, with a true minus sign.
  private static func fixed(_ value: Double, decimals: Int) -> String {
    let text = String(format: "%.\(decimals)f", abs(value))
    return value < 0 && text.contains { $0 != "0" && $0 != "." } ? "−" + text : text
  }

  private static func trimmed(_ text: String) -> String {
    guard text.contains(".") else { return text }
    var shorter = text
    while shorter.hasSuffix("0") { shorter.removeLast() }
    if shorter.hasSuffix(".") { shorter.removeLast() }
    return shorter
  }

  private static func superscript(_ value: Int) -> String {
    let digits = Array("⁰¹²³⁴⁵⁶⁷⁸⁹")
    let text = String(abs(value)).compactMap(\.wholeNumberValue).map { String(digits[$0]) }.joined()
    return value < 0 ? "⁻" + text : text
  }
}
