/// The connected areas of a mask: its set pixels, each with those that it touches by a side.
///
/// - SeeAlso: Rosenfeld and Pfaltz, "Sequential Operations in Digital Picture Processing", Journal of the ACM 13(4), 1966.
public struct ConnectedAreas: Sendable, Equatable {
  /// One of the areas.
  public struct Area: Sendable, Equatable {
    /// How many pixels it has.
    public var pixels = 0
    /// Whether one of them lies on the border of the mask.
    public var touchesBorder = false
  }

  /// The areas, in the order of their first pixels, row by row.
  public let areas: [Area]
  /// For each pixel, `[height, width]`, the place of its area in ``areas``; -1 where the mask is not set.
  public let labels: [Int]

  /// Finds the areas.
  ///
  /// - Parameter mask: `[height, width]`.
  /// - Precondition: `mask` has a whole number of rows of `width` pixels.
  public init(of mask: [Bool], width: Int) {
    precondition(width > 0 && mask.count % width == 0)
    let height = mask.count / width
    var areas: [Area] = []
    var labels = [Int](repeating: -1, count: mask.count)
    var open: [Int] = []
    for first in mask.indices where mask[first] && labels[first] < 0 {
      let label = areas.count
      var area = Area()
      func reach(_ place: Int) {
        guard mask[place], labels[place] < 0 else { return }
        labels[place] = label
        open.append(place)
      }
      reach(first)
      while let place = open.popLast() {
        let (x, y) = (place % width, place / width)
        area.pixels += 1
        if x > 0 { reach(place - 1) } else { area.touchesBorder = true }
        if x < width - 1 { reach(place + 1) } else { area.touchesBorder = true }
        if y > 0 { reach(place - width) } else { area.touchesBorder = true }
        if y < height - 1 { reach(place + width) } else { area.touchesBorder = true }
      }
      areas.append(area)
    }
    self.areas = areas
    self.labels = labels
  }
}
