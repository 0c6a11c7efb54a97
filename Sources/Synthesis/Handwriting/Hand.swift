import Randomness

/// How a person writes: the same for all of a note.
struct Hand {
  /// Pixels of a small letter without ascender.
  let xHeight: Double
  /// 0 = black, 1 = white.
  let ink: Double
  /// Pixels to the right a pixel upwards.
  let slant: Double
  /// Where ink begins in the images: lower makes bolder strokes.
  let level: Float
  /// How unsteady size, baseline and spacing are, as a share.
  let unrest: Double
  /// What letters are set as.
  let isUppercase: Bool

  init(xHeight: Double, _ random: inout SeededRandom) {
    self.xHeight = xHeight
    ink = random.happens(0.5) ? random.uniform(in: 0...0.2) : random.uniform(in: 0.2...0.6)
    slant = random.uniform(in: -0.1...0.35)
    level = Float(random.uniform(in: 0.3...0.6))
    unrest = random.uniform(in: 0.02...0.1)
    isUppercase = random.happens(0.3)
  }

  /// From baseline to baseline in pixels.
  var leading: Double { xHeight * 3.4 }
  /// The blank between words in pixels.
  var gap: Double { xHeight * 1.1 }

  /// How far a character reaches below and above the baseline, in heights of x.
  static func extent(of character: Character) -> (bottom: Double, top: Double) {
    switch character {
    case "a", "c", "e", "m", "n", "o", "r", "s", "u", "v", "w", "x", "z": (0, 1)
    case "g", "p", "q", "y": (-0.65, 1)
    case "j": (-0.65, 1.4)
    case "i", "t": (0, 1.45)
    default: (0, 1.65)
    }
  }
}
