/// How densely a page was sampled, in the figures and the unit of the file that says so.
///
/// The figures are kept as the file holds them, because a conversion would lose them: 11811 dots a metre is
/// not quite 300 dots an inch.
public struct Resolution: Sendable, Equatable {
  /// What a figure counts dots per.
  public enum Unit: String, Sendable, Codable, CaseIterable {
    /// Nothing known: the two figures are an aspect ratio only.
    case none
    /// Dots per inch (TIFF, JFIF, EXIF).
    case perInch
    /// Dots per centimetre (TIFF, JFIF, EXIF).
    case perCentimetre
    /// Dots per metre (PNG).
    case perMetre
  }

  /// Dots per unit along a row.
  public let horizontal: Double
  /// Dots per unit down a column.
  public let vertical: Double
  /// What the figures count dots per.
  public let unit: Unit

  /// Makes a resolution from its figures.
  public init(horizontal: Double, vertical: Double, unit: Unit) {
    self.horizontal = horizontal
    self.vertical = vertical
    self.unit = unit
  }

  /// Dots an inch, the mean of both directions; `nil` where the unit is not known.
  public var dotsPerInch: Double? {
    guard isMeaningful else { return nil }
    let mean = (horizontal + vertical) / 2
    return switch unit {
    case .none: nil
    case .perInch: mean
    case .perCentimetre: mean * 2.54
    case .perMetre: mean * 0.0254
    }
  }

  /// Whether both figures are finite and positive.
  var isMeaningful: Bool {
    horizontal.isFinite && vertical.isFinite && horizontal > 0 && vertical > 0
  }

  /// The resolution of the picture turned by a quarter.
  var transposed: Resolution {
    Resolution(horizontal: vertical, vertical: horizontal, unit: unit)
  }

  /// Both figures as whole numbers of at most `limit`; an aspect ratio that is not whole is scaled.
  private func wholeFigures(limit: Double) -> (UInt32, UInt32) {
    var (h, v) = (horizontal, vertical)
    if unit == .none, h != h.rounded() || v != v.rounded() || max(h, v) > limit {
      let scale = limit / max(h, v)
      (h, v) = (h * scale, v * scale)
    }
    func whole(_ value: Double) -> UInt32 { UInt32(min(max(value.rounded(), 1), limit)) }
    return (whole(h), whole(v))
  }

  /// The figures of PNG's pHYs chunk.
  var pngFigures: (horizontal: UInt32, vertical: UInt32, perMetre: Bool) {
    let limit = Double(Int32.max)
    switch unit {
    case .none, .perMetre:
      let (h, v) = wholeFigures(limit: limit)
      return (h, v, unit == .perMetre)
    case .perCentimetre:
      let (h, v) = Resolution(horizontal: horizontal * 100, vertical: vertical * 100, unit: .perMetre)
        .wholeFigures(limit: limit)
      return (h, v, true)
    case .perInch:
      let (h, v) = Resolution(horizontal: horizontal / 0.0254, vertical: vertical / 0.0254, unit: .perMetre)
        .wholeFigures(limit: limit)
      return (h, v, true)
    }
  }

  /// The figures of a JFIF header: whole numbers of 16 bits, and the unit's code.
  ///
  /// A metric resolution stays metric where it is whole per centimetre, and is rounded per inch otherwise.
  var jfifFigures: (horizontal: UInt16, vertical: UInt16, unitCode: Int32) {
    func figures(_ factor: Double, _ code: Int32) -> (UInt16, UInt16, Int32) {
      let scaled = Resolution(horizontal: horizontal * factor, vertical: vertical * factor, unit: unit)
      let (h, v) = scaled.wholeFigures(limit: 65535)
      return (UInt16(h), UInt16(v), code)
    }
    func isWhole(_ divisor: Double) -> Bool {
      let (h, v) = (horizontal / divisor, vertical / divisor)
      return h == h.rounded() && v == v.rounded()
    }
    switch unit {
    case .none: return figures(1, 0)
    case .perInch: return figures(1, 1)
    case .perCentimetre: return isWhole(1) ? figures(1, 2) : figures(2.54, 1)
    case .perMetre: return isWhole(100) ? figures(0.01, 2) : figures(0.0254, 1)
    }
  }

  /// The figures of a TIFF directory, as fractions, and the value of its ResolutionUnit tag.
  var tiffFigures: (horizontal: Rational, vertical: Rational, unitCode: Int32) {
    let (h, v) = (Rational(nearest: horizontal), Rational(nearest: vertical))
    switch unit {
    case .none: return (h, v, 1)
    case .perInch: return (h, v, 2)
    case .perCentimetre: return (h, v, 3)
    case .perMetre: return (h.dividedByHundred, v.dividedByHundred, 3)
    }
  }
}

/// A TIFF RATIONAL: two 32-bit numbers, the value is their quotient.
struct Rational: Equatable {
  var numerator: UInt32
  var denominator: UInt32

  /// The quotient; not finite where the denominator is zero.
  var value: Double { Double(numerator) / Double(denominator) }

  /// A hundredth, exact wherever 32 bits hold it.
  var dividedByHundred: Rational {
    var (n, d) = (numerator, denominator)
    for factor: UInt32 in [2, 2, 5, 5] {
      if n % factor == 0 {
        n /= factor
      } else if d <= .max / factor {
        d *= factor
      } else {
        return Rational(nearest: value / 100)
      }
    }
    return Rational(numerator: n, denominator: d)
  }

  init(numerator: UInt32, denominator: UInt32) {
    self.numerator = numerator
    self.denominator = denominator
  }

  /// The simplest fraction equal to `value` as a Double, or the nearest that 32 bits hold, by the
  /// convergents of its continued fraction.
  init(nearest value: Double) {
    let target = min(max(value, 0), Double(UInt32.max))
    var (previous, current) = ((n: 0.0, d: 1.0), (n: 1.0, d: 0.0))
    var rest = target
    for _ in 0..<64 {
      let whole = rest.rounded(.down)
      let next = (n: whole * current.n + previous.n, d: whole * current.d + previous.d)
      if next.n > Double(UInt32.max) || next.d > Double(UInt32.max) { break }
      (previous, current) = (current, next)
      if current.n / current.d == target || rest == whole { break }
      rest = 1 / (rest - whole)
    }
    numerator = UInt32(current.n)
    denominator = max(UInt32(current.d), 1)
  }
}
