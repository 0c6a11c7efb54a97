/// A page in the luma that cleaning has given it and the hues of its scan.
///
/// The paper loses its tint with its darkness: the scan is divided by the ``PaperColour``, and at most 1, which leaves
/// for each pixel what its ink lets through, t = (r, g, b). With the luma y of t (Rec. 601), the greatest of its channels
/// m and the least n, and the luma c after cleaning, all on [0, 1], the result is
///
///     q = L + k · (t - y)
///
/// - Lightened, c at least y: L = min(c, 1 - v · (m - y)), k = max(v, (1 - L) / (1 - y)). Mixed with white, which keeps
///   the hue and lets saturation go with darkness; white paper is white.
/// - Darkened: L = max(c, w · (y - n)), k = max(w, L / y). All channels shrink alike, which keeps hue and saturation; vivid
///   ones lose luma alone.
///
/// All of q lies in [0, 1], its hue is that of t, and its luma is L: that of cleaning, except where it is so near to white
/// or black that a vivid colour does not exist at it. Then the luma gives way as far as the colour needs, by how vivid it is:
///
///     v = s(m + (m - n) / m; 1.2, 1.4)
///     w = s((m - n) / m; 0.45, 0.65) · s(m - n; 0.12, 0.25)
///
/// where s(x; a, b) = 3u² - 2u³ of u = (x - a) / (b - a), at least 0 and at most 1. Highlighters, stamps and pens are bright
/// in one channel at least, or saturated, while stains darken all three and are saturated only where they are dark; a network that sees gray cannot tell
/// one from the other, so v keeps the former where it makes both white. And w keeps the ink of a coloured pen from the black
/// that a network gives all print.
///
/// A page that cleaning leaves as it is has the colours that it came in.
public struct RecolouredImage: Sendable {
  /// The page as scanned.
  public let colours: RGBImage
  /// The luma after cleaning.
  public let luma: GrayImage
  /// Whether both are a negative's positive, and the page is the negative.
  public let isNegative: Bool

  /// Joins the colours of a scan and its luma after cleaning.
  ///
  /// - Precondition: They have one size.
  public init(_ colours: RGBImage, luma: GrayImage, isNegative: Bool = false) {
    precondition(colours.width == luma.width && colours.height == luma.height)
    self.colours = colours
    self.luma = luma
    self.isNegative = isNegative
  }

  /// Calls `body` with every row: `width * 3` bytes, red, green and blue, computed as they are asked for.
  public func forEachRow<Failure: Error>(
    _ body: (UnsafeBufferPointer<UInt8>) throws(Failure) -> Void
  ) throws(Failure) {
    let width = luma.width
    let transmission = Transmission(PaperColour(of: colours, luma: luma))
    var row = [UInt8](repeating: 0, count: width * 3)
    for y in 0..<luma.height {
      row.withUnsafeMutableBufferPointer { row in
        colours.samples.withUnsafeBufferPointer { colours in
          luma.samples.withUnsafeBufferPointer { luma in
            for x in 0..<width {
              let place = y * width + x
              let t = transmission.of(colours[3 * place], colours[3 * place + 1], colours[3 * place + 2])
              let positive = recoloured(t, luma: Float(luma[place]) * (1 / 65_535)) * 255
              let q = (isNegative ? 255 - positive : positive) + 0.5
              row[3 * x] = UInt8(q.x)
              row[3 * x + 1] = UInt8(q.y)
              row[3 * x + 2] = UInt8(q.z)
            }
          }
        }
      }
      try row.withUnsafeBufferPointer(body)
    }
  }
}

/// What the ink on a paper lets through, by the 256 values of each channel.
private struct Transmission {
  private let red: [Float]
  private let green: [Float]
  private let blue: [Float]

  init(_ paper: PaperColour) {
    func table(_ paper: Float) -> [Float] { (0...255).map { min(Float($0) / 255 / paper, 1) } }
    (red, green, blue) = (table(paper.red), table(paper.green), table(paper.blue))
  }

  @inline(__always)
  func of(_ r: UInt8, _ g: UInt8, _ b: UInt8) -> SIMD4<Float> { SIMD4(red[Int(r)], green[Int(g)], blue[Int(b)], 0) }
}

/// A pixel of the formula above, in [0, 1].
@inline(__always)
private func recoloured(_ t: SIMD4<Float>, luma c: Float) -> SIMD4<Float> {
  let y = 0.299 * t.x + 0.587 * t.y + 0.114 * t.z
  let most = max(t.x, t.y, t.z)
  let least = min(t.x, t.y, t.z)
  let level: Float
  let chroma: Float
  if c < y {
    let vividness = darkVividness(most: most, least: least)
    level = max(c, vividness * (y - least))
    chroma = max(vividness, level / y)
  } else {
    let vividness = lightVividness(most: most, least: least)
    level = min(c, 1 - vividness * (most - y))
    chroma = y < 1 ? max(vividness, (1 - level) / (1 - y)) : 0
  }
  let q = SIMD4(repeating: level) + chroma * (t - SIMD4(repeating: y))
  return q.clamped(lowerBound: .zero, upperBound: .one)
}

/// v of the formula above.
@inline(__always)
private func lightVividness(most: Float, least: Float) -> Float {
  guard most > 0.2 else { return 0 }
  return smoothstep(1.2, 1.4, most + (most - least) / most)
}

/// w of the formula above.
@inline(__always)
private func darkVividness(most: Float, least: Float) -> Float {
  guard most - least > 0.12, most - least > 0.45 * most else { return 0 }
  return smoothstep(0.45, 0.65, (most - least) / most) * smoothstep(0.12, 0.25, most - least)
}
