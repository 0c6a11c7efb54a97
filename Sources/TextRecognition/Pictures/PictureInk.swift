import Imaging

/// What is written in a picture of one character, and whether it is darker or lighter than its ground.
struct PictureInk: Sendable {
  /// Whether ink is darker or lighter than what it stands on.
  enum Polarity: String, Sendable, Codable, CaseIterable {
    case darkOnLight = "dark on light"
    case lightOnDark = "light on dark"
  }

  /// Whether the ink is darker or lighter than its ground.
  let polarity: Polarity
  /// The ground, by places of the image that was looked at.
  let ground: PictureGround
  /// How far the ink is from its ground, on [0, 1].
  let contrast: Double
  /// The box around it, in pixels of the image that was looked at.
  let box: PixelBox

  /// Ink is so far from its ground at least, on [0, 1] and over the ground's noise.
  private static let leastContrast = (absolute: 0.12, overNoise: 6.0)
  /// What deviates by less is ground, on [0, 1] and over the ground's noise.
  private static let groundDeviation = (absolute: 0.04, overNoise: 3.0)
  /// The contrast is what so many pixels reach, or a fiftieth of small pictures.
  private static let corePixels = 20

  /// Finds the ink of a picture; `nil` where there is none.
  ///
  /// The border says what the ground is. Whichever side of it has more of the picture, by the squares of how far pixels lie from
  /// the ground, is ink, if it is far enough from the ground to be told from noise.
  init?(_ image: FloatImage) {
    let ground = PictureGround(image)
    let noise = ground.noise
    let limit = max(Self.groundDeviation.absolute, Self.groundDeviation.overNoise * noise)
    let deviations = image.values.indices.map { place in
      let (x, y) = (Double(place % image.width) + 0.5, Double(place / image.width) + 0.5)
      return Double(image.values[place]) - ground.value(x: x, y: y)
    }
    let core = min(Self.corePixels, image.values.count / 50 + 1)
    let sides = Polarity.allCases.compactMap { polarity -> (Polarity, contrast: Double, energy: Double)? in
      let sign = polarity.sign
      let contrast = deviations.lazy.map { $0 * sign }.largest(core)
      guard contrast >= max(Self.leastContrast.absolute, Self.leastContrast.overNoise * noise) else { return nil }
      let energy = deviations.reduce(0) { $0 + max(0, $1 * sign - limit) * max(0, $1 * sign - limit) }
      return (polarity, min(contrast, 1), energy)
    }
    guard let side = sides.max(by: { $0.energy < $1.energy }) else { return nil }
    let mask = InkMask(
      width: image.width, height: image.height,
      pixels: deviations.map { $0 * side.0.sign >= side.contrast / 2 ? 1 : 0 })
    let found = ConnectedComponents(mask)
    guard let box = found.characterComponents(in: mask).map({ found.components[$0].box }).union() else { return nil }
    polarity = side.0
    contrast = side.contrast
    self.ground = ground
    self.box = box
  }
}

extension PictureInk.Polarity {
  /// What deviations of ink from its ground are multiplied by to be positive.
  var sign: Double { self == .darkOnLight ? -1 : 1 }
}

extension ConnectedComponents {
  /// Components with so few pixels, over those of the largest, are specks.
  private static let speckShare = 0.02
  /// What touches the border is an edge or a neighbour where something that does not is as large as this share of it.
  private static let freeShare = 0.3

  /// The places of the components that are a character's: without specks, and without what comes in from the border where there
  /// is enough that does not.
  func characterComponents(in mask: InkMask) -> [Int] {
    func extent(_ place: Int) -> Double { Double(max(components[place].box.width, components[place].box.height)) }
    let free = components.indices.filter { components[$0].box.isWithin(width: mask.width, height: mask.height) }
    let touching = Set(components.indices).subtracting(free)
    let largestFree = free.map(extent).max() ?? 0
    let isFree = !free.isEmpty && largestFree >= Self.freeShare * (touching.map(extent).max() ?? 0)
    let candidates = isFree ? free : Array(components.indices)
    let most = candidates.map { components[$0].pixels }.max() ?? 0
    return candidates.filter { Double(components[$0].pixels) >= Self.speckShare * Double(most) }
  }
}

extension Sequence<Double> {
  /// The smallest of so many largest values, or of all where there are fewer; 0 for none.
  fileprivate func largest(_ count: Int) -> Double {
    var largest: [Double] = []
    for value in self where largest.count < count || value > largest[0] {
      if largest.count == count { largest.removeFirst() }
      largest.insert(value, at: largest.firstIndex { $0 > value } ?? largest.count)
    }
    return largest.first ?? 0
  }
}
