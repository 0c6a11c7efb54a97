/// What all charts have around what they draw: the title, remarks below it, and room at the sides.
struct ChartFrame {
  /// The drawing so far.
  var drawing: SVGDrawing
  /// The first row that is free.
  private(set) var top: Double
  /// Pixels left free at the sides.
  static let margin = 16.0

  private static let lineHeight = 1.35

  /// Begins a drawing with its title and remarks.
  init(title: String, remarks: [String] = [], width: Double) {
    drawing = SVGDrawing(name: title, width: width)
    top = Self.margin
    write(title, SVGDrawing.TextStyle(size: ChartStyle.Size.title, isBold: true))
    for remark in remarks { write(remark, SVGDrawing.TextStyle(kind: "chart-muted")) }
    top += 4
  }

  /// The width between the margins.
  var innerWidth: Double { drawing.width - 2 * Self.margin }

  /// Writes a paragraph below what is there.
  mutating func write(_ text: String, _ style: SVGDrawing.TextStyle) {
    // What is bold is wider.
    let width = innerWidth / (style.isBold ? 1.1 : 1)
    for line in wrapped(text, width: width, size: style.size) {
      drawing.text(line, x: Self.margin, y: top + style.size, style)
      top += style.size * Self.lineHeight
    }
  }

  /// Leaves rows free.
  mutating func skip(_ rows: Double) { top += rows }

  /// The picture, which ends below what is there.
  mutating func finished() -> SVGDrawing {
    drawing.height = (top + Self.margin).rounded(.up)
    drawing.fillPaper()
    return drawing
  }

  /// The picture of a chart that has nothing to draw.
  mutating func finished(saying reason: String) -> SVGDrawing {
    skip(24)
    write(reason, SVGDrawing.TextStyle(size: 14))
    skip(24)
    return finished()
  }
}
