import Imaging

/// How sharp the edges of a page's ink are: how far they rise from one pixel to the next, as a share of how deep their strokes are.
///
/// An edge that was scanned in focus has a pixel between paper and ink at most, and rises by half of the depth or more on one side of it. A blur
/// whose deviation is a pixel has 0.4 at most (erf(0.5 / √2)), and more only where a stroke is so thin that it is paler itself.
/// Steps are measured along rows, of which a part is enough.
struct EdgeSharpness {
  /// The share of their strokes' depth that the steepest tenth of the edges rise by at least.
  let step: Double

  /// Edges in focus rise by so much at least.
  private static let sharp = 0.8
  /// What is darker after cleaning belongs to a stroke.
  private static let ink = UInt16(0.9 * 65535)
  /// Every how many rows are measured.
  private static let rowStep = 4
  /// The share of the edges that are less steep than the step.
  private static let percentile = 0.9
  /// How far from a pixel its stroke's deepest may be.
  private static let reach = 5
  /// What rises by less than this share is no edge.
  private static let leastStep: Float = 0.16
  /// Of strokes that are paler than this share of the page's darkest, noise has a part of the depth; the share of the ink that is paler than that.
  private static let (leastDepth, darkest): (Float, Double) = (0.3, 0.95)

  /// Measures a page; `nil` where it has no edges.
  ///
  /// - Parameters:
  ///   - scan: The page before cleaning.
  ///   - paper: Its paper.
  ///   - after: The page after all of the cleaning, of the same size.
  ///   - pictures: Where pictures are; `nil` where there are none.
  init?(_ scan: GrayImage, paper: PaperMap, after: GrayImage, outside pictures: PictureArea?) {
    let width = scan.width
    var levels = [Float](repeating: 0, count: width)
    let rows = stride(from: 0, to: scan.height, by: Self.rowStep)
    var depths = Histogram()
    for y in rows {
      paper.readLevels(ofRow: y, into: &levels)
      for x in 0..<width where after.samples[y * width + x] < Self.ink && pictures?.contains(x: x, y: y) != true {
        depths.add(255 - Int(PaperMap.whitened(scan.samples[y * width + x], paper: levels[x]) / 257))
      }
    }
    guard let darkest = depths.percentile(Self.darkest), darkest > 0 else { return nil }
    let leastDepth = Self.leastDepth * Float(darkest * 257)
    var (depth, inkDepth) = ([Float](repeating: 0, count: width), [Float](repeating: 0, count: width))
    var steps = Histogram()
    for y in rows {
      paper.readLevels(ofRow: y, into: &levels)
      for x in 0..<width {
        let place = y * width + x
        depth[x] = 65535 - PaperMap.whitened(scan.samples[place], paper: levels[x])
        inkDepth[x] = after.samples[place] < Self.ink ? depth[x] : 0
      }
      for x in 1..<max(1, width) where inkDepth[x] > 0 || inkDepth[x - 1] > 0 {
        let around = max(0, x - Self.reach)..<min(width, x + Self.reach)
        let deepest = inkDepth[around].reduce(0, max)
        let step = min(1, abs(depth[x] - depth[x - 1]) / max(1, deepest))
        guard deepest >= leastDepth, step >= Self.leastStep, pictures?.contains(x: x, y: y) != true else { continue }
        steps.add(Int(step * 255))
      }
    }
    guard let byte = steps.percentile(Self.percentile) else { return nil }
    step = Double(byte) / 255
  }

  /// Whether the page was scanned in focus.
  var isSharp: Bool { step >= Self.sharp }
}
