/// The part of a chart between two axes.
struct PlotArea {
  private let left: Double
  private let right: Double
  private let upper: Double
  private let lower: Double
  private let across: ValueAxis
  private let up: ValueAxis

  private static let textSize = ChartStyle.Size.text

  /// Draws the axes with their ticks below what a frame holds, and leaves its place free.
  ///
  /// - Parameter height: Rows between the ends of the upright axis.
  init(
    across: ValueAxis, acrossTitle: String, up: ValueAxis, upTitle: String, height: Double, on frame: inout ChartFrame
  ) {
    self.across = across
    self.up = up
    frame.write(upTitle, SVGDrawing.TextStyle(kind: "chart-muted"))
    frame.skip(8)
    let labelWidth = up.labels.map { textWidth($0, size: Self.textSize) }.max() ?? 0
    left = ChartFrame.margin + labelWidth + 8
    // The last label of the level axis reaches beyond its end by half.
    right = frame.drawing.width - ChartFrame.margin - (textWidth(across.labels.last ?? "", size: Self.textSize) / 2)
    upper = frame.top
    lower = upper + height
    for (tick, label) in zip(up.ticks, up.labels) {
      let y = lower - height * up.place(tick)
      frame.drawing.line("chart-grid", x1: left, y1: y, x2: right, y2: y)
      frame.drawing.text(
        label, x: left - 6, y: y + 4, SVGDrawing.TextStyle(kind: "chart-muted", size: Self.textSize, anchor: .end))
    }
    frame.skip(height)
    LevelAxis.draw(across, title: acrossTitle, from: left, to: right, on: &frame)
  }

  /// The place of a pair of values.
  func point(_ acrossValue: Double, _ upValue: Double) -> (x: Double, y: Double) {
    (left + (right - left) * across.place(acrossValue), lower - (lower - upper) * up.place(upValue))
  }
}

/// An axis below a chart.
enum LevelAxis {
  /// Draws an axis with its ticks and its title at the frame's top, which moves below them.
  static func draw(
    _ axis: ValueAxis, title: String, from left: Double, to right: Double, on frame: inout ChartFrame
  ) {
    let size = ChartStyle.Size.text
    let y = frame.top
    frame.drawing.line("chart-axis", x1: left, y1: y, x2: right, y2: y)
    var free = -Double.infinity
    for (tick, label) in zip(axis.ticks, axis.labels) {
      let x = left + (right - left) * axis.place(tick)
      frame.drawing.line("chart-axis", x1: x, y1: y, x2: x, y2: y + 4)
      // Where labels are long, some ticks go without.
      let half = textWidth(label, size: size) / 2
      guard x - half >= free else { continue }
      frame.drawing.text(label, x: x, y: y + 18, SVGDrawing.TextStyle(kind: "chart-muted", size: size, anchor: .middle))
      free = x + half + 4
    }
    frame.drawing.text(
      shortened(title, width: right - left, size: size), x: (left + right) / 2, y: y + 36,
      SVGDrawing.TextStyle(kind: "chart-muted", size: size, anchor: .middle))
    frame.skip(38)
  }
}
