/// How often each class was taken for each: a square a pair, as dark as its share of the true class.
public struct ConfusionHeatmap: Chart, Equatable {
  /// What the picture shows, above it.
  public var title: String
  /// What the classes are called, such as characters; from 10 to 62 look best.
  public var labels: [String]
  /// `[truth, read]`, a row a true class.
  public var counts: [Int]

  /// Makes a chart.
  public init(title: String, labels: [String], counts: [Int]) {
    self.title = title
    self.labels = labels
    self.counts = counts
  }

  /// Pixels that all squares together take, where they are neither as small nor as large as they may be.
  private static let extent = 640.0
  private static let smallestCell = 13.0
  private static let largestCell = 46.0
  /// Squares from this size on have their counts in them, as far as these are as wide.
  private static let smallestCellWithCounts = 22.0
  /// The longest label, in pixels.
  private static let mostLabelWidth = 90.0
  /// From this share on a square is so dark that what is in it is light.
  private static let darkFrom = 0.5

  /// Rows are true classes from the top, columns what they were taken for from the left.
  public var drawing: SVGDrawing {
    let classes = labels.count
    let cell = min(max((Self.extent / Double(max(1, classes))).rounded(.down), Self.smallestCell), Self.largestCell)
    let labelSize = min(ChartStyle.Size.text + 1, cell - 2)
    let names = labels.map { shortened(Self.visible($0), width: Self.mostLabelWidth, size: labelSize) }
    let widest = names.map { textWidth($0, size: labelSize) }.max() ?? 0
    // Labels that are wider than a column are read upwards.
    let areUpright = widest > cell
    let side = Double(classes) * cell
    let left = ChartFrame.margin + 20 + widest + 8
    let needed = left + side + ChartFrame.margin
    var frame = ChartFrame(title: title, remarks: remarks, width: max(needed, 360).rounded(.up))
    guard classes > 0 else { return frame.finished(saying: "There are no classes.") }
    guard counts.count == classes * classes, counts.allSatisfy({ $0 >= 0 }) else {
      return frame.finished(saying: "\(counts.count) counts are no table of \(classes) classes.")
    }
    frame.drawing.leastWidth = frame.drawing.width
    frame.skip(8)
    frame.drawing.text(
      "taken for", x: left + side / 2, y: frame.top + 10,
      SVGDrawing.TextStyle(kind: "chart-muted", anchor: .middle))
    frame.skip(18 + (areUpright ? widest : labelSize))
    let upper = frame.top + 4
    for (index, name) in names.enumerated() {
      let middle = (Double(index) + 0.5) * cell
      if areUpright {
        frame.drawing.text(
          name, x: left + middle + labelSize * 0.35, y: upper - 4,
          SVGDrawing.TextStyle(size: labelSize, isUpright: true))
      } else {
        frame.drawing.text(
          name, x: left + middle, y: upper - 5, SVGDrawing.TextStyle(size: labelSize, anchor: .middle))
      }
      frame.drawing.text(
        name, x: left - 6, y: upper + middle + labelSize * 0.35, SVGDrawing.TextStyle(size: labelSize, anchor: .end))
    }
    frame.drawing.text(
      "true class", x: ChartFrame.margin + 12, y: upper + side / 2,
      SVGDrawing.TextStyle(kind: "chart-muted", anchor: .middle, isUpright: true))
    drawCells(cell: cell, left: left, upper: upper, on: &frame.drawing)
    frame.skip(4 + side + 14)
    drawScale(on: &frame)
    return frame.finished()
  }

  private func drawCells(cell: Double, left: Double, upper: Double, on drawing: inout SVGDrawing) {
    let classes = labels.count
    let side = Double(classes) * cell
    for place in 0...classes {
      let offset = Double(place) * cell
      drawing.line("chart-grid", x1: left, y1: upper + offset, x2: left + side, y2: upper + offset)
      drawing.line("chart-grid", x1: left + offset, y1: upper, x2: left + offset, y2: upper + side)
    }
    for truth in 0..<classes {
      let row = counts[truth * classes..<(truth + 1) * classes]
      let total = row.reduce(0) { $0 + Double($1) }
      for (read, count) in row.enumerated() where count > 0 {
        let share = Double(count) / total
        let (x, y) = (left + Double(read) * cell, upper + Double(truth) * cell)
        drawing.rectangle(
          "chart-cell", x: x + 0.5, y: y + 0.5, width: cell - 1, height: cell - 1,
          // What there is at all is seen.
          opacity: 0.06 + 0.94 * share,
          tip: "\(Self.visible(labels[truth])) taken for \(Self.visible(labels[read])): "
            + "\(FigureText.count(Double(count))) of \(FigureText.count(total))")
        let text = String(count)
        let size = min(ChartStyle.Size.text, (cell - 4) / textWidth(text, size: 1))
        guard cell >= Self.smallestCellWithCounts, size >= 8 else { continue }
        drawing.text(
          text, x: x + cell / 2, y: y + cell / 2 + size * 0.35,
          SVGDrawing.TextStyle(
            kind: share >= Self.darkFrom ? "chart-on-cell" : "chart-text", size: size, anchor: .middle))
      }
    }
  }

  /// The tones from none of a class's images to all.
  private func drawScale(on frame: inout ChartFrame) {
    let y = frame.top
    var x = ChartFrame.margin
    for (text, step) in [("0 %", 0.0), ("100 % of a row", 1.0)] {
      if step == 1 {
        for tone in 0...10 {
          let share = Double(tone) / 10
          frame.drawing.rectangle(
            "chart-cell", x: x + Double(tone) * 14, y: y, width: 14, height: 12,
            opacity: share == 0 ? 0 : 0.06 + 0.94 * share)
        }
        frame.drawing.rectangle("chart-frame", x: x, y: y, width: 11 * 14, height: 12)
        x += 11 * 14 + 6
      }
      frame.drawing.text(text, x: x, y: y + 10, SVGDrawing.TextStyle(kind: "chart-muted"))
      x += textWidth(text, size: ChartStyle.Size.text) + 6
    }
    frame.skip(14)
  }

  private var remarks: [String] {
    let classes = labels.count
    guard classes > 0, counts.count == classes * classes, counts.allSatisfy({ $0 >= 0 }) else { return [] }
    let total = counts.reduce(0) { $0 + Double($1) }
    guard total > 0 else { return ["There are no images."] }
    let right = labels.indices.reduce(0) { $0 + Double(counts[$1 * classes + $1]) }
    return [
      "\(FigureText.percent(right / total)) of \(FigureText.count(total)) are on the diagonal: taken for what they are."
    ]
  }

  /// A label of which something is seen.
  private static func visible(_ label: String) -> String {
    if label.isEmpty { return "none" }
    return label.allSatisfy(\.isWhitespace) ? String(repeating: "␣", count: label.count) : label
  }
}
