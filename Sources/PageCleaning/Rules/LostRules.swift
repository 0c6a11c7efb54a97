import Imaging

/// Gives rules back that the networks took, in part or whole.
///
/// Networks take thin lines for folds and keep pieces of them, now of one and now of the next. A rule (``Rule``) comes back where it is
/// as dark as the page's ink, or where of the rules that are as dark a part was kept: a table's lines are alike. One
/// that goes through to the page's side, as folds do, needs more of them, as ruled paper has, and lies along rows: a scanner's streaks
/// lie along columns.
struct LostRules {
  /// The share of the points of rules that are alike that was kept at least.
  private static let leastKept = 0.25
  /// Points of a rule, in pixels, without which nothing of it was lost.
  private static let fewestLost = 3
  /// How many rules are alike that go through to the page's side, and the share of them that was kept at least.
  private static let (fewestLines, leastKeptOfLines) = (3, 0.6)
  /// How dark a rule is that comes back without others, as a share of the ink's contrast.
  private static let inkShare = 0.7
  /// How alike the contrasts of rules are, the lesser over the greater.
  private static let alike = 0.75
  /// What is as deep, as a share of what a rule's contrast comes to, stays.
  private static let asDeep: Float = 0.8
  /// Beside a line, what is paler than the first, as a share of its contrast, is its blur, and what is darker than the second belongs to it.
  private static let blur: ClosedRange<Float> = 0.25...0.75
  /// Pixels of kept ink, of those looked at, without which a page says nothing of its ink, and how many are passed by for each.
  private static let (leastInk, sampling) = (50, 4)

  private let before: GrayImage
  private let contrast: InkContrast
  private let strength: Float
  private let reach: Int
  /// What comes back.
  private let lost: [Lost]

  /// Finds what was lost; `nil` where that is nothing.
  ///
  /// - Parameters:
  ///   - before: The page before cleaning.
  ///   - after: The page after all of the cleaning, of the same size.
  ///   - contrast: How dark it was before.
  ///   - stroke: The width of its strokes in pixels.
  ///   - strength: How much of the cleaning is taken, above 0 and up to 1.
  init?(before: GrayImage, after: GrayImage, contrast: InkContrast, stroke: Double, strength: Float) {
    var contrasts = Histogram()
    var depths = Histogram()
    for place in stride(from: 0, to: after.samples.count, by: Self.sampling)
    where after.samples[place] < CleanedGray.ink {
      contrasts.add(Int(contrast.values[place]))
      depths.add(Int((65535 - after.samples[place]) >> 8))
    }
    guard contrasts.total >= Self.leastInk, let ink = contrasts.median, let depth = depths.median else { return nil }
    let (width, height) = (before.width, before.height)
    let axes: [RuleTracer.Axis] = [.rows(width: width, height: height), .columns(width: width, height: height)]
    let traced = axes.flatMap { axis in
      RuleTracer(contrast, along: axis, stroke: stroke).rules().map { rule in
        (rule: rule, kept: Kept(rule, axis: axis, after: after), axis: axis)
      }
    }
    let alike = Self.alike(traced)
    let alikeThroughPage = Self.alike(traced.filter { !$0.rule.endsWithinPage && $0.axis.isAlongRows })
    lost = traced.compactMap { rule, kept, axis in
      guard kept.lost >= Self.fewestLost else { return nil }
      let others = rule.endsWithinPage ? alike[rule.contrast] : alikeThroughPage[rule.contrast]
      let isOneOfMany =
        rule.endsWithinPage
        ? others.share >= Self.leastKept
        : axis.isAlongRows && others.rules >= Self.fewestLines && others.share >= Self.leastKeptOfLines
      if isOneOfMany { return Lost(of: rule, axis: axis, after: after, gain: others.gain) }
      guard rule.endsWithinPage, Double(rule.contrast) >= Self.inkShare * Double(ink) else { return nil }
      return Lost(of: rule, axis: axis, after: after, gain: Float(depth) / Float(max(1, ink)))
    }
    if lost.isEmpty { return nil }
    (self.before, self.contrast, self.strength) = (before, contrast, strength)
    reach = RuleTracer.reach(ofStroke: stroke)
  }

  /// Gives the cleaned page its rules back.
  func restore(to page: inout GrayImage) {
    for rule in lost {
      let axis = rule.axis
      for point in rule.points {
        let (place, line) = (axis.place(of: point), Int(point.line))
        deepen(place, towards: -axis.across, upTo: min(reach, line), gain: rule.gain, on: &page)
        deepen(place, towards: axis.across, upTo: min(reach, axis.breadth - 1 - line), gain: rule.gain, on: &page)
      }
    }
  }

  /// Makes a point's pixels on one side as deep as their contrast says, as far as they get paler and are no blur of the line.
  private func deepen(
    _ middle: Int, towards side: Int, upTo farthest: Int, gain: Float, on page: inout GrayImage
  ) {
    let peak = Float(contrast.values[middle])
    var last = UInt8.max
    for distance in 0...farthest {
      let place = middle + side * distance
      guard contrast.values[place] <= last else { return }
      last = contrast.values[place]
      let share = (Float(last) / max(1, peak) - Self.blur.lowerBound) / (Self.blur.upperBound - Self.blur.lowerBound)
      page.deepen(place, to: min(1, max(0, share)) * peak * 257 * gain, before: before, strength: strength)
    }
  }

  /// The points of a rule that cleaning left paler than what was kept of rules like it, and what their contrast is multiplied with.
  private struct Lost {
    let points: [Rule.Point]
    let gain: Float
    let axis: RuleTracer.Axis

    init(of rule: Rule, axis: RuleTracer.Axis, after: GrayImage, gain: Float) {
      points = rule.points.filter { Kept.gain(of: $0, axis: axis, after: after) < LostRules.asDeep * gain }
      (self.gain, self.axis) = (gain, axis)
    }
  }

  /// For each contrast what was kept of the rules that are about as dark.
  private static func alike(_ traced: [(rule: Rule, kept: Kept, axis: RuleTracer.Axis)]) -> [Kept] {
    var ofContrast = [Kept](repeating: Kept(), count: 256)
    for (rule, kept, _) in traced { ofContrast[rule.contrast] = ofContrast[rule.contrast] + kept }
    return (0..<256).map { contrast in
      (0..<256).filter { InkContrast.areAlike($0, contrast, alike) }
        .reduce(Kept()) { $0 + ofContrast[$1] }
    }
  }

  /// What cleaning kept of rules.
  private struct Kept {
    /// How many rules.
    private(set) var rules = 0
    private var (points, kept) = (0, 0)
    private var gains: Float = 0

    /// Of none.
    init() {}

    /// Of one, as far as nothing crosses it.
    init(_ rule: Rule, axis: RuleTracer.Axis, after: GrayImage) {
      rules = 1
      for point in rule.points where point.standsAlone {
        let gain = Self.gain(of: point, axis: axis, after: after)
        points += 1
        guard gain >= LostInk.keptShare else { continue }
        kept += 1
        gains += gain
      }
    }

    /// How much deeper cleaning made a point than its contrast.
    static func gain(of point: Rule.Point, axis: RuleTracer.Axis, after: GrayImage) -> Float {
      Float(65535 - after.samples[axis.place(of: point)]) / 257 / Float(max(1, point.contrast))
    }

    /// How many of their points were not kept.
    var lost: Int { points - kept }
    /// The share of their points that was kept.
    var share: Double { Double(kept) / Double(max(1, points)) }
    /// How much deeper cleaning made these than their contrast, in the mean.
    var gain: Float { gains / Float(max(1, kept)) }

    /// Of the rules of both.
    static func + (first: Kept, second: Kept) -> Kept {
      var sum = first
      sum.rules += second.rules
      sum.points += second.points
      sum.kept += second.kept
      sum.gains += second.gains
      return sum
    }
  }
}
