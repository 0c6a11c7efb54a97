import TextTables

/// A picture of lines, areas, text and images, as Scalable Vector Graphics.
///
/// Lengths are pixels at the picture's own size, from its left upper corner.
///
/// - SeeAlso: Scalable Vector Graphics 2, W3C, 2018.
public struct SVGDrawing: Sendable, Equatable {
  /// What readers that do not see the picture are told.
  let name: String
  /// The width of the picture.
  let width: Double
  /// The height of the picture.
  var height: Double
  /// The width below which text in it can hardly be read; narrower windows show a part.
  var leastWidth: Double
  private var body = ""

  init(name: String, width: Double, height: Double = 0) {
    self.name = name
    self.width = width
    self.height = height
    leastWidth = min(width, 560)
  }

  /// A file of its own.
  public var document: String {
    """
    <?xml version="1.0" encoding="UTF-8"?>
    <svg xmlns="http://www.w3.org/2000/svg" \(attributes)>
    <style>
    \(ChartStyle.rules)</style>
    \(body)</svg>

    """
  }

  /// An element of an HTML page that has the rules of ``ChartStyle``.
  var element: String { "<svg style=\"min-width:\(number(leastWidth))px\" \(attributes)>\n\(body)</svg>\n" }

  private var attributes: String {
    let size = "width=\"\(number(width))\" height=\"\(number(height))\""
    let box = "viewBox=\"0 0 \(number(width)) \(number(height))\""
    return "\(size) \(box) role=\"img\" aria-label=\"\(markupEscaped(name))\" font-family=\"\(ChartStyle.fonts)\""
  }

  /// Fills the picture so far with the colour of paper. Comes first.
  mutating func fillPaper() {
    body = "<rect class=\"chart-paper\" width=\"\(number(width))\" height=\"\(number(height))\"/>\n" + body
  }

  /// Where a text is held.
  enum Anchor: String { case start, middle, end }

  /// How a text looks.
  struct TextStyle {
    var kind = "chart-text"
    var size = ChartStyle.Size.text
    var anchor = Anchor.start
    var isBold = false
    /// Whether it is read upwards.
    var isUpright = false
  }

  /// A line of text, by its baseline.
  mutating func text(_ text: String, x: Double, y: Double, _ style: TextStyle = TextStyle()) {
    let place =
      style.isUpright
      ? "transform=\"translate(\(number(x)) \(number(y))) rotate(-90)\"" : "x=\"\(number(x))\" y=\"\(number(y))\""
    let anchor = style.anchor == .start ? "" : " text-anchor=\"\(style.anchor)\""
    let weight = style.isBold ? " font-weight=\"600\"" : ""
    body +=
      "<text class=\"\(style.kind)\" \(place) font-size=\"\(number(style.size))\"\(anchor)\(weight)>"
      + "\(markupEscaped(text))</text>\n"
  }

  /// A straight line.
  mutating func line(_ kind: String, x1: Double, y1: Double, x2: Double, y2: Double, width: Double? = nil) {
    let width = width.map { " stroke-width=\"\(number($0))\"" } ?? ""
    body +=
      "<line class=\"\(kind)\" x1=\"\(number(x1))\" y1=\"\(number(y1))\" x2=\"\(number(x2))\" y2=\"\(number(y2))\""
      + "\(width)/>\n"
  }

  /// Straight lines from point to point.
  mutating func curve(
    _ kind: String, _ points: [(x: Double, y: Double)], width: Double, opacity: Double = 1, isDashed: Bool = false
  ) {
    let places = points.map { "\(number($0.x)),\(number($0.y))" }.joined(separator: " ")
    let dashes = isDashed ? " stroke-dasharray=\"5 3\"" : ""
    let opacity = opacity < 1 ? " stroke-opacity=\"\(number(opacity))\"" : ""
    body +=
      "<polyline class=\"\(kind)\" points=\"\(places)\" stroke-width=\"\(number(width))\" stroke-linejoin=\"round\""
      + "\(dashes)\(opacity)/>\n"
  }

  /// A rectangle, with what is said where a pointer rests on it.
  mutating func rectangle(
    _ kind: String, x: Double, y: Double, width: Double, height: Double, opacity: Double = 1, tip: String? = nil
  ) {
    let opacity = opacity < 1 ? " fill-opacity=\"\(number(opacity))\"" : ""
    body +=
      "<rect class=\"\(kind)\" x=\"\(number(x))\" y=\"\(number(y))\" width=\"\(number(width))\" "
      + "height=\"\(number(height))\"\(opacity)\(end(of: "rect", tip: tip))\n"
  }

  /// A filled circle, with what is said where a pointer rests on it.
  mutating func dot(_ kind: String, x: Double, y: Double, radius: Double, opacity: Double = 1, tip: String? = nil) {
    let opacity = opacity < 1 ? " fill-opacity=\"\(number(opacity))\"" : ""
    body +=
      "<circle class=\"\(kind)\" cx=\"\(number(x))\" cy=\"\(number(y))\" r=\"\(number(radius))\"\(opacity)"
      + "\(end(of: "circle", tip: tip))\n"
  }

  /// An image given by its address.
  mutating func image(
    _ address: String, x: Double, y: Double, width: Double, height: Double, isPixelated: Bool, name: String
  ) {
    let kind = isPixelated ? "class=\"chart-pixels\" " : ""
    body +=
      "<image \(kind)x=\"\(number(x))\" y=\"\(number(y))\" width=\"\(number(width))\" height=\"\(number(height))\" "
      + "href=\"\(address)\"\(end(of: "image", tip: name))\n"
  }

  /// Another drawing, so many rows below the upper edge.
  mutating func add(_ drawing: SVGDrawing, y: Double) {
    body += "<g transform=\"translate(0 \(number(y)))\">\n\(drawing.body)</g>\n"
  }

  private func end(of element: String, tip: String?) -> String {
    tip.map { "><title>\(markupEscaped($0))</title></\(element)>" } ?? "/>"
  }
}

/// A length or share as text: two decimals at most, and none that say nothing.
private func number(_ value: Double) -> String {
  let hundredths = Int((min(max(value, -1e9), 1e9) * 100).rounded())
  let (whole, rest) = (abs(hundredths) / 100, abs(hundredths) % 100)
  let sign = hundredths < 0 ? "-" : ""
  if rest == 0 { return "\(sign)\(whole)" }
  return "\(sign)\(whole)." + (rest % 10 == 0 ? "\(rest / 10)" : rest < 10 ? "0\(rest)" : "\(rest)")
}
