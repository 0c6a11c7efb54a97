/// Groups of values, such as the accuracies of folds, each as a box from quartile to quartile with its values as dots.
///
/// - SeeAlso: ``Quartiles`` for what the box and its whiskers are; Tukey, "Exploratory Data Analysis", 1977.
public struct BoxPlot: Chart, Equatable {
  /// Values that belong together.
  public struct Group: Sendable, Equatable {
    /// What they are called.
    public var name: String
    /// The values.
    public var values: [Double]

    /// Makes a group.
    public init(name: String, values: [Double]) {
      self.name = name
      self.values = values
    }
  }

  /// What the picture shows, above it.
  public var title: String
  /// What the values are, such as "accuracy".
  public var measure: String
  /// The groups, from the top.
  public var groups: [Group]

  /// Makes a chart.
  public init(title: String, measure: String, groups: [Group]) {
    self.title = title
    self.measure = measure
    self.groups = groups
  }

  private static let width = 720.0
  private static let rowHeight = 60.0
  private static let boxHeight = 28.0
  private static let dotRadius = 3.5
  /// Pixels that names and figures of groups take at most.
  private static let mostLabelWidth = 240.0

  /// A row a group; values lie from left to right on a linear axis.
  public var drawing: SVGDrawing {
    let shown = groups.map { group in group.values.filter(ValueAxis.canShow) }
    let count = groups.reduce(0) { $0 + $1.values.count }
    let left = count - shown.reduce(0) { $0 + $1.count }
    let remarks = left > 0 ? ["\(left) of \(count) values are left out: they are not numbers."] : []
    var frame = ChartFrame(title: title, remarks: remarks, width: Self.width)
    guard let axis = ValueAxis(covering: shown.flatMap { $0 }, scale: .linear) else {
      return frame.finished(saying: count == 0 ? "There are no values to draw." : "No value is a number.")
    }
    let size = ChartStyle.Size.text
    let names = groups.map { shortened($0.name, width: Self.mostLabelWidth, size: size * 1.1) }
    let figures = shown.map { Self.figures(of: $0) }
    let labelWidth = max(
      names.map { textWidth($0, size: size * 1.1) }.max() ?? 0, figures.map { textWidth($0, size: size) }.max() ?? 0)
    let start = ChartFrame.margin + labelWidth + 20
    let end = frame.drawing.width - ChartFrame.margin - textWidth(axis.labels.last ?? "", size: size) / 2
    func place(_ value: Double) -> Double { start + (end - start) * axis.place(value) }
    frame.skip(8)
    let upper = frame.top
    for tick in axis.ticks {
      frame.drawing.line(
        "chart-grid", x1: place(tick), y1: upper, x2: place(tick),
        y2: upper + Double(groups.count) * Self.rowHeight)
    }
    for (index, values) in shown.enumerated() {
      let middle = frame.top + Self.rowHeight / 2
      frame.drawing.text(
        names[index], x: ChartFrame.margin, y: middle - 3, SVGDrawing.TextStyle(isBold: true))
      frame.drawing.text(
        figures[index], x: ChartFrame.margin, y: middle + 14, SVGDrawing.TextStyle(kind: "chart-muted"))
      draw(values, at: middle, place: place, on: &frame.drawing)
      frame.skip(Self.rowHeight)
    }
    LevelAxis.draw(axis, title: measure, from: start, to: end, on: &frame)
    return frame.finished()
  }

  private static func figures(of values: [Double]) -> String {
    guard let quartiles = Quartiles(values) else { return "no values" }
    return values.count == 1
      ? "one value, \(FigureText.significant(values[0]))"
      : "\(values.count) values, median \(FigureText.significant(quartiles.median))"
  }

  private func draw(_ values: [Double], at middle: Double, place: (Double) -> Double, on drawing: inout SVGDrawing) {
    if values.count > 1, let quartiles = Quartiles(values) {
      let (low, high) = (place(quartiles.lower), place(quartiles.upper))
      let ends = [(low, place(quartiles.whiskers.lowerBound)), (high, place(quartiles.whiskers.upperBound))]
      for (box, whisker) in ends {
        drawing.line("chart-second", x1: box, y1: middle, x2: whisker, y2: middle, width: 1.5)
        drawing.line("chart-second", x1: whisker, y1: middle - 6, x2: whisker, y2: middle + 6, width: 1.5)
      }
      let tip = [quartiles.lower, quartiles.median, quartiles.upper].map { FigureText.significant($0) }
      drawing.rectangle(
        "chart-box", x: low, y: middle - Self.boxHeight / 2, width: high - low, height: Self.boxHeight,
        tip: "quartiles " + tip.joined(separator: ", "))
      let median = place(quartiles.median)
      drawing.line(
        "chart-second", x1: median, y1: middle - Self.boxHeight / 2, x2: median, y2: middle + Self.boxHeight / 2,
        width: 3)
    }
    // Dots that would lie on others move up or down.
    let step = 2 * Self.dotRadius
    var columns = Array(repeating: -Double.infinity, count: 5)
    for value in values.sorted() {
      let x = place(value)
      let row = columns.indices.first { x - columns[$0] >= step } ?? 0
      columns[row] = x
      let offset = Double((row + 1) / 2) * (row % 2 == 0 ? step : -step)
      drawing.dot(
        "chart-first-dot", x: x, y: middle + offset, radius: Self.dotRadius, opacity: 0.85,
        tip: FigureText.significant(value, digits: 6))
    }
  }
}
