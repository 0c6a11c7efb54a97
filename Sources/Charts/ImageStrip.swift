import Imaging

/// Rows of images below one another, such as noisy, cleaned and target.
public struct ImageStrip: Chart, Equatable {
  /// Images beside one another.
  public struct Row: Sendable, Equatable {
    /// What they are called, above them; empty for nothing.
    public var name: String
    /// The images from the left.
    public var images: [GrayImage]

    /// Makes a row.
    public init(name: String, images: [GrayImage]) {
      self.name = name
      self.images = images
    }
  }

  /// What the picture shows, above it.
  public var title: String
  /// What the columns are called, from the left; as many as there are, or none.
  public var columns: [String]
  /// The rows, from the top.
  public var rows: [Row]

  /// Makes a chart.
  public init(title: String, columns: [String] = [], rows: [Row]) {
    self.title = title
    self.columns = columns
    self.rows = rows
  }

  /// Pixels that images are wide together, where they are neither too small nor too large for it.
  private static let extent = 900.0
  /// Small images are enlarged, by whole numbers, up to this extent.
  private static let smallExtent = 96
  private static let gap = 8.0

  /// Images are embedded as they are; small ones are enlarged without smoothing, large ones shown smaller.
  public var drawing: SVGDrawing {
    let images = rows.flatMap(\.images)
    let count = rows.map(\.images.count).max() ?? 0
    let widest = images.map(\.width).max() ?? 1
    let highest = images.map(\.height).max() ?? 1
    let room = (Self.extent - Double(max(0, count - 1)) * Self.gap) / Double(max(1, count))
    let enlargement = max(1, Self.smallExtent / max(widest, highest))
    let fitting = min(Double(enlargement), room / Double(widest))
    // Whole numbers keep all pixels alike.
    let scale = max(fitting >= 1 ? fitting.rounded(.down) : fitting, 16 / Double(max(widest, highest)))
    let pitch = (Double(widest) * scale).rounded(.up) + Self.gap
    let width = max(2 * ChartFrame.margin + pitch * Double(count) - Self.gap, 360)
    var frame = ChartFrame(title: title, width: width)
    guard !images.isEmpty else { return frame.finished(saying: "There are no images.") }
    frame.skip(4)
    drawHeads(count: count, pitch: pitch, on: &frame)
    for row in rows {
      if !row.name.isEmpty {
        frame.write(row.name, SVGDrawing.TextStyle(kind: "chart-muted"))
        frame.skip(2)
      }
      let height = (Double(row.images.map(\.height).max() ?? 0) * scale).rounded(.up)
      for (place, image) in row.images.enumerated() {
        draw(image, scale: scale, x: ChartFrame.margin + Double(place) * pitch, in: row, place, on: &frame)
      }
      frame.skip(height + Self.gap)
    }
    frame.skip(-Self.gap)
    return frame.finished()
  }

  private func drawHeads(count: Int, pitch: Double, on frame: inout ChartFrame) {
    guard !columns.isEmpty else { return }
    let size = ChartStyle.Size.text
    for (place, name) in columns.prefix(count).enumerated() {
      frame.drawing.text(
        shortened(name, width: pitch - Self.gap, size: size), x: ChartFrame.margin + Double(place) * pitch,
        y: frame.top + size, SVGDrawing.TextStyle(kind: "chart-muted"))
    }
    frame.skip(size + 8)
  }

  private func draw(
    _ image: GrayImage, scale: Double, x: Double, in row: Row, _ place: Int, on frame: inout ChartFrame
  ) {
    let (width, height) = (Double(image.width) * scale, Double(image.height) * scale)
    let column = place < columns.count ? columns[place] : "image \(place + 1)"
    let name = row.name.isEmpty ? column : "\(row.name), \(column)"
    guard let address = pngAddress(of: image) else { return }
    frame.drawing.image(
      address, x: x, y: frame.top, width: width, height: height, isPixelated: scale >= 1, name: name)
    frame.drawing.rectangle("chart-frame", x: x - 0.5, y: frame.top - 0.5, width: width + 1, height: height + 1)
  }
}
