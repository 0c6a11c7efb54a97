import Foundation

/// An affine map of the plane: `x' = a·x + c·y + tx`, `y' = b·x + d·y + ty`.
struct Affine: Equatable {
  var a = 1.0
  var b = 0.0
  var c = 0.0
  var d = 1.0
  var tx = 0.0
  var ty = 0.0

  static let identity = Affine()

  /// Turns about a point, clockwise where y points down.
  static func rotation(degrees: Double, about centre: Point) -> Affine {
    let angle = degrees * .pi / 180
    let (sine, cosine) = (sin(angle), cos(angle))
    return Affine(
      a: cosine, b: sine, c: -sine, d: cosine, tx: centre.x - cosine * centre.x + sine * centre.y,
      ty: centre.y - sine * centre.x - cosine * centre.y)
  }

  /// Takes an em whose y points up to pixels: its origin to `origin`, leaning by `slant` to the right a pixel upwards.
  static func glyph(origin: Point, size: Double, slant: Double = 0) -> Affine {
    Affine(a: size, b: 0, c: slant * size, d: -size, tx: origin.x, ty: origin.y)
  }

  @inline(__always)
  func callAsFunction(_ point: Point) -> Point {
    Point(x: a * point.x + c * point.y + tx, y: b * point.x + d * point.y + ty)
  }

  /// This map, and then another.
  func followed(by next: Affine) -> Affine {
    Affine(
      a: next.a * a + next.c * b, b: next.b * a + next.d * b, c: next.a * c + next.c * d,
      d: next.b * c + next.d * d, tx: next.a * tx + next.c * ty + next.tx, ty: next.b * tx + next.d * ty + next.ty)
  }

  /// The map back.
  ///
  /// - Precondition: The map does not collapse the plane.
  var inverse: Affine {
    let determinant = a * d - b * c
    precondition(determinant != 0)
    let (ia, ib, ic, id) = (d / determinant, -b / determinant, -c / determinant, a / determinant)
    return Affine(a: ia, b: ib, c: ic, d: id, tx: -(ia * tx + ic * ty), ty: -(ib * tx + id * ty))
  }
}
