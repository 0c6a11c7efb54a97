/// Values as a picture that a browser shows.
///
/// Equal charts give equal bytes. Values that cannot be drawn, such as NaN, are left out, and the picture says so.
public protocol Chart: Sendable {
  /// What the picture shows, above it.
  var title: String { get }
  /// The picture.
  var drawing: SVGDrawing { get }
}

extension Chart {
  /// The picture as a file of its own, for light and for dark surroundings.
  public var svg: String { drawing.document }
}
