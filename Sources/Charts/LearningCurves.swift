/// A figure of training and of validation over the epochs, of one run or of several folds.
public struct LearningCurves: Chart, Equatable {
  /// What a figure was after some epochs.
  public struct Curve: Sendable, Equatable {
    /// The epochs, rising, and the figure after each.
    public var points: [(epoch: Int, value: Double)]

    /// Makes a curve of points.
    public init(_ points: [(epoch: Int, value: Double)]) { self.points = points }

    /// Makes a curve of a value an epoch, from epoch 1.
    public init(_ values: [Double] = []) { points = values.enumerated().map { ($0.offset + 1, $0.element) } }

    /// Two curves are equal when they have equal points; NaN is like NaN.
    public static func == (left: Curve, right: Curve) -> Bool {
      left.points.elementsEqual(right.points) {
        $0.epoch == $1.epoch && ($0.value == $1.value || $0.value.isNaN && $1.value.isNaN)
      }
    }
  }

  /// One run: training on a part of the data, validated on another.
  public struct Fold: Sendable, Equatable {
    /// The figure on what is trained on.
    public var training: Curve
    /// The figure on what is not.
    public var validation: Curve

    /// Makes a fold.
    public init(training: Curve, validation: Curve = Curve()) {
      self.training = training
      self.validation = validation
    }
  }

  /// What the picture shows, above it.
  public var title: String
  /// What the figure is called, such as "loss" or "accuracy".
  public var measure: String
  /// The runs.
  public var folds: [Fold]
  /// The scale of the figure; `nil` to choose it by the values, as ``ValueAxis/init(covering:scale:)`` does.
  public var scale: ValueAxis.Scale?

  /// Makes a chart.
  public init(title: String, measure: String, folds: [Fold], scale: ValueAxis.Scale? = nil) {
    self.title = title
    self.measure = measure
    self.folds = folds
    self.scale = scale
  }

  private static let width = 720.0
  private static let plotHeight = 300.0
  /// Points up to which each has a dot.
  private static let mostDots = 30

  /// Training is dashed, validation full; of several folds each is thin, and their mean thick as far as all folds go.
  public var drawing: SVGDrawing {
    let all = folds.flatMap { $0.training.points + $0.validation.points }
    let isLogarithmic = scale == .logarithmic
    func isShown(_ value: Double) -> Bool { ValueAxis.canShow(value) && (!isLogarithmic || value > 0) }
    let shown = all.filter { isShown($0.value) }
    var remarks: [String] = []
    if shown.count < all.count {
      remarks.append(
        "\(all.count - shown.count) of \(all.count) values are left out: they are not numbers"
          + (isLogarithmic ? " above 0." : "."))
    }
    if let epoch = shown.first?.epoch, shown.allSatisfy({ $0.epoch == epoch }) {
      remarks.append("There are values of one epoch only.")
    }
    var frame = ChartFrame(title: title, remarks: remarks, width: Self.width)
    guard let axis = ValueAxis(covering: shown.map(\.value), scale: scale),
      let first = shown.map(\.epoch).min(), let last = shown.map(\.epoch).max()
    else {
      return frame.finished(saying: all.isEmpty ? "There are no values to draw." : "No value is a number.")
    }
    drawLegend(on: &frame)
    let plot = PlotArea(
      across: ValueAxis(counting: first, through: last), acrossTitle: "epoch", up: axis,
      upTitle: measure + (axis.scale == .logarithmic ? ", logarithmic" : ""), height: Self.plotHeight, on: &frame)
    for (kind, curves) in [("first", folds.map(\.training)), ("second", folds.map(\.validation))] {
      draw(curves, kind: "chart-\(kind)", isShown: isShown, in: plot, on: &frame.drawing)
    }
    return frame.finished()
  }

  private func drawLegend(on frame: inout ChartFrame) {
    let count = folds.count > 1 ? ", \(folds.count) folds and their mean" : ""
    var x = ChartFrame.margin
    frame.skip(6)
    for (kind, name, isThere) in [
      ("chart-first", "training", folds.contains { !$0.training.points.isEmpty }),
      ("chart-second", "validation", folds.contains { !$0.validation.points.isEmpty }),
    ] where isThere {
      let y = frame.top + 8
      frame.drawing.curve(kind, [(x, y), (x + 26, y)], width: 2.5, isDashed: kind == "chart-first")
      frame.drawing.text(name + count, x: x + 32, y: y + 4)
      x += 32 + textWidth(name + count, size: ChartStyle.Size.text) + 20
    }
    frame.skip(20)
  }

  private func draw(
    _ curves: [Curve], kind: String, isShown: (Double) -> Bool, in plot: PlotArea, on drawing: inout SVGDrawing
  ) {
    let curves = curves.map(\.points).filter { $0.contains { isShown($0.value) } }
    let isDashed = kind == "chart-first"
    let isOne = curves.count == 1
    for points in curves {
      for run in points.split(whereSeparator: { !isShown($0.value) }) {
        let places = run.map { plot.point(Double($0.epoch), $0.value) }
        if places.count > 1 {
          drawing.curve(
            kind, places, width: isOne ? 2 : 1, opacity: isOne ? 1 : 0.55, isDashed: isOne && isDashed)
        }
        guard places.count == 1 || (isOne && points.count <= Self.mostDots) else { continue }
        for place in places { drawing.dot(kind + "-dot", x: place.x, y: place.y, radius: isOne ? 2.5 : 2) }
      }
    }
    guard curves.count > 1 else { return }
    let mean = meanCurve(of: curves, isShown: isShown).map { plot.point(Double($0.epoch), $0.value) }
    if mean.count > 1 { drawing.curve(kind, mean, width: 2.5, isDashed: isDashed) }
  }

  /// The mean over all curves at the epochs that all have values of, so that it does not jump where one ends early.
  private func meanCurve(
    of curves: [[(epoch: Int, value: Double)]], isShown: (Double) -> Bool
  ) -> [(epoch: Int, value: Double)] {
    var sums: [Int: (sum: Double, count: Int)] = [:]
    for point in curves.joined() where isShown(point.value) {
      // Divided first: sums of the largest values are none.
      sums[point.epoch, default: (0, 0)].sum += point.value / Double(curves.count)
      sums[point.epoch, default: (0, 0)].count += 1
    }
    return sums.filter { $0.value.count == curves.count }.map { ($0.key, $0.value.sum) }.sorted { $0.epoch < $1.epoch }
  }
}
