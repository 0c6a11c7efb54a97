/// The connected components of a mask: its ink, each pixel with those that it touches by a side or a corner.
///
/// Components are kept as runs of pixels along rows, so that finding them and drawing one anew takes time by its ink and
/// not by its box.
///
/// - SeeAlso: He, Chao and Suzuki, "A Run-Based Two-Scan Labeling Algorithm", IEEE Transactions on Image Processing 17(5),
///   2008.
public struct ConnectedComponents: Sendable, Equatable {
  /// Pixels of ink in a row.
  public struct Run: Sendable, Equatable {
    /// The row.
    public var y: Int32
    /// The first column.
    public var start: Int32
    /// The column after the last.
    public var end: Int32

    /// Makes a run.
    public init(y: Int32, start: Int32, end: Int32) {
      self.y = y
      self.start = start
      self.end = end
    }
  }

  /// One of the components.
  public struct Component: Sendable, Equatable {
    /// The box around it.
    public var box: PixelBox
    /// How many pixels it has.
    public var pixels: Int
    /// The places of its runs in ``ConnectedComponents/runs``, from the top and from the left.
    public var runs: Range<Int>
  }

  /// The components, in the order of their first pixels, row by row.
  public let components: [Component]
  /// The runs of all components, one component's after the other's.
  public let runs: [Run]

  /// Finds the components of a mask.
  public init(_ mask: InkMask) {
    let found = Self.runs(of: mask)
    let labels = Self.labels(of: found.runs, rowStarts: found.rowStarts)
    var components: [Component] = []
    var counts: [Int] = []
    for (run, label) in zip(found.runs, labels) {
      let box = PixelBox(x: Int(run.start), y: Int(run.y), width: Int(run.end - run.start), height: 1)
      if label == components.count {
        components.append(Component(box: box, pixels: box.width, runs: 0..<0))
        counts.append(1)
      } else {
        components[label].box = components[label].box.union(box)
        components[label].pixels += box.width
        counts[label] += 1
      }
    }
    var next = 0
    var places = counts
    for label in components.indices {
      components[label].runs = next..<next + counts[label]
      places[label] = next
      next += counts[label]
    }
    var sorted = found.runs
    for (run, label) in zip(found.runs, labels) {
      sorted[places[label]] = run
      places[label] += 1
    }
    self.components = components
    runs = sorted
  }

  /// These components, some of them divided along rows.
  ///
  /// - Parameter cuts: For the places of components that are divided the rows that begin a part, rising. A part need not be
  ///   connected.
  public func divided(at cuts: [Int: [Int]]) -> ConnectedComponents {
    var components: [Component] = []
    var runs: [Run] = []
    for (place, component) in self.components.enumerated() {
      let own = self.runs[component.runs]
      guard let rows = cuts[place] else {
        components.append(
          Component(box: component.box, pixels: component.pixels, runs: runs.count..<runs.count + own.count))
        runs += own
        continue
      }
      for (top, bottom) in zip([Int.min] + rows, rows + [Int.max]) {
        let part = own.filter { Int($0.y) >= top && Int($0.y) < bottom }
        let boxes = part.map { PixelBox(x: Int($0.start), y: Int($0.y), width: Int($0.end - $0.start), height: 1) }
        guard let box = boxes.union() else { continue }
        let pixels = boxes.reduce(0) { $0 + $1.width }
        components.append(Component(box: box, pixels: pixels, runs: runs.count..<runs.count + part.count))
        runs += part
      }
    }
    return ConnectedComponents(components: components, runs: runs)
  }

  private init(components: [Component], runs: [Run]) {
    self.components = components
    self.runs = runs
  }

  private static func runs(of mask: InkMask) -> (runs: [Run], rowStarts: [Int]) {
    var runs: [Run] = []
    var rowStarts: [Int] = []
    mask.pixels.withUnsafeBufferPointer { pixels in
      for y in 0..<mask.height {
        rowStarts.append(runs.count)
        let row = y * mask.width
        var x = 0
        while x < mask.width {
          guard pixels[row + x] != 0 else {
            x += 1
            continue
          }
          let start = x
          while x < mask.width, pixels[row + x] != 0 { x += 1 }
          runs.append(Run(y: Int32(y), start: Int32(start), end: Int32(x)))
        }
      }
    }
    rowStarts.append(runs.count)
    return (runs, rowStarts)
  }

  /// The component of each run, numbered in the order of their first runs.
  private static func labels(of runs: [Run], rowStarts: [Int]) -> [Int] {
    var parents = Array(runs.indices)
    func root(_ place: Int) -> Int {
      var place = place
      while parents[place] != place {
        parents[place] = parents[parents[place]]
        place = parents[place]
      }
      return place
    }
    for row in 1..<max(1, rowStarts.count - 1) {
      var above = rowStarts[row - 1]
      for place in rowStarts[row]..<rowStarts[row + 1] {
        // Runs touch where they overlap or meet at a corner.
        while above < rowStarts[row], runs[above].end < runs[place].start { above += 1 }
        var other = above
        while other < rowStarts[row], runs[other].start <= runs[place].end {
          let (one, two) = (root(other), root(place))
          if one != two { parents[max(one, two)] = min(one, two) }
          other += 1
        }
      }
    }
    var numbers = [Int](repeating: -1, count: runs.count)
    var count = 0
    return runs.indices.map { place in
      let first = root(place)
      if numbers[first] < 0 {
        numbers[first] = count
        count += 1
      }
      return numbers[first]
    }
  }
}
