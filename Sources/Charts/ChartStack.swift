/// Charts below one another as one picture.
public struct ChartStack: Chart {
  /// What the picture shows, for readers that do not see it; the charts have titles of their own.
  public var title: String
  /// The charts, from the top.
  public var charts: [any Chart]

  /// Makes a chart of charts.
  public init(title: String, charts: [any Chart]) {
    self.title = title
    self.charts = charts
  }

  /// As wide as the widest chart and as high as all together.
  public var drawing: SVGDrawing {
    let drawings = charts.map(\.drawing)
    guard let width = drawings.map(\.width).max() else {
      var frame = ChartFrame(title: title, width: 360)
      return frame.finished(saying: "There are no charts.")
    }
    var stack = SVGDrawing(name: title, width: width)
    for drawing in drawings {
      stack.add(drawing, y: stack.height)
      stack.height += drawing.height
    }
    stack.fillPaper()
    return stack
  }
}
