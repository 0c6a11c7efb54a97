/// The colour of a page's paper as far as cleaning takes it away: what its scan is to be divided by to make the paper
/// as neutral as cleaning has made it white.
///
/// Paper is where cleaning gives nearly white. With the means over it of the scan's colour p̄ and luma ȳ and of the luma
/// c̄ after cleaning, in [0, 1], the colour is
///
///     P = 1 + g · (p̄ - 1),  g = (c̄ - ȳ) / (1 - ȳ)
///
/// so it is the paper's own where cleaning makes it white, and white where cleaning leaves the page as it is.
struct PaperColour: Equatable {
  /// Red, green and blue, on [0, 1].
  var red: Float = 1
  var green: Float = 1
  var blue: Float = 1

  /// Luma from which a cleaned pixel is paper.
  private static let leastLuma: UInt16 = .max / 10 * 9
  /// Pixels that are looked at, about, in a regular grid.
  private static let samples = 500_000
  /// No channel is divided by less, so that noise in it is not blown up.
  private static let least: Float = 1 / 16

  /// Measures the paper of a page.
  ///
  /// - Parameters:
  ///   - colours: The page as scanned.
  ///   - luma: Its luma after cleaning, of the same size.
  init(of colours: RGBImage, luma cleaned: GrayImage) {
    let (width, height) = (colours.width, colours.height)
    let step = max(1, Int((Double(width) * Double(height) / Double(Self.samples)).squareRoot()))
    var (count, sums, lumaBefore, lumaAfter) = (0, SIMD4<Int>.zero, 0, 0)
    colours.samples.withUnsafeBufferPointer { colours in
      cleaned.samples.withUnsafeBufferPointer { cleaned in
        var y = 0
        while y < height {
          var x = 0
          while x < width {
            let place = y * width + x
            x += step
            let after = cleaned[place]
            guard after >= Self.leastLuma else { continue }
            let (r, g, b) = (colours[3 * place], colours[3 * place + 1], colours[3 * place + 2])
            count += 1
            sums &+= SIMD4(Int(r), Int(g), Int(b), 0)
            lumaBefore += Int(Imaging.luma(r, g, b, scale: 257))
            lumaAfter += Int(after)
          }
          y += step
        }
      }
    }
    let darkness = count * 65_535 - lumaBefore
    guard darkness > 0, lumaAfter > lumaBefore else { return }
    let removed = Float(lumaAfter - lumaBefore) / Float(darkness)
    func channel(_ sum: Int) -> Float {
      max(1 + removed * (Float(sum) / Float(255 * count) - 1), Self.least)
    }
    (red, green, blue) = (channel(sums.x), channel(sums.y), channel(sums.z))
  }
}
