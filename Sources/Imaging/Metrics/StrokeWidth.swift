/// How wide the strokes of a page are, in pixels.
public struct StrokeWidth: Sendable, Equatable {
  /// The median length of the runs of ink along rows and columns.
  public let median: Double
  /// How many runs there were.
  public let runs: Int

  /// Every so many rows and columns are looked at, at least.
  private static let lines = 120
  /// Ink is darker than its paper by this share.
  private static let contrast: Float = 0.25
  private static let fewestRuns = 50

  /// Measures a page; `nil` where there is too little ink to tell.
  ///
  /// Along a line, paper is the lightest value within a fortieth of the page's shorter side before and after, and a run is
  /// what is darker than three quarters of it. Strokes are crossed at right angles more often than lengthwise, so that the
  /// median of the runs is near their width; the body of a stain is few runs, however large it is, and what is so wide that no paper
  /// is near its middle, such as a black square of a crossword, is none.
  ///
  /// - Parameter shortest: Runs of fewer pixels, 1 to 16, are taken for noise.
  public init?(_ image: GrayImage, shortest: Int = 2) {
    precondition((1...16).contains(shortest))
    let reach = max(8, min(image.width, image.height) / 40)
    var counts = [Int](repeating: 0, count: 2 * reach + 1)
    func measure(count: Int, length: Int, lineStep: Int, pixelStep: Int) {
      var line = [Float](repeating: 0, count: length)
      let stride = max(1, count / Self.lines)
      var index = stride / 2
      while index < count {
        for place in 0..<length { line[place] = Float(image.samples[index * lineStep + place * pixelStep]) }
        Self.addRuns(of: line, reach: reach, to: &counts)
        index += stride
      }
    }
    measure(count: image.height, length: image.width, lineStep: image.width, pixelStep: 1)
    measure(count: image.width, length: image.height, lineStep: 1, pixelStep: image.width)
    runs = counts[shortest...].reduce(0, +)
    guard runs >= Self.fewestRuns else { return nil }
    var passed = 0
    var width = shortest
    while passed + counts[width] < (runs + 1) / 2 {
      passed += counts[width]
      width += 1
    }
    // Within the bin of the median, runs are taken to be spread evenly.
    median = Double(width) - 0.5 + (Double(runs) / 2 - Double(passed)) / Double(counts[width])
  }

  /// Counts the runs of a line by their length; those without paper at one of their ends are left out, as sides of something wider, and so
  /// are those as long as the paper is looked for.
  private static func addRuns(of line: [Float], reach: Int, to counts: inout [Int]) {
    let paper = runningMaximum(of: line, reach: reach)
    func isInk(_ place: Int, onPaperAt other: Int) -> Bool {
      line.indices.contains(place) && line[place] < paper[other] * (1 - contrast)
    }
    var start = 0
    for place in 0...line.count where place == line.count || !isInk(place, onPaperAt: place) {
      let length = place - start
      if length > 0, length < counts.count, !isInk(start - 1, onPaperAt: start), !isInk(place, onPaperAt: place - 1) {
        counts[length] += 1
      }
      start = place + 1
    }
  }

  /// The largest value within `reach` places before and after each place.
  ///
  /// - SeeAlso: van Herk, "A Fast Algorithm for Local Minimum and Maximum Filters", 1992.
  private static func runningMaximum(of line: [Float], reach: Int) -> [Float] {
    let window = 2 * reach + 1
    let padded =
      Array(repeating: -Float.infinity, count: reach) + line
      + Array(repeating: -Float.infinity, count: reach + window)
    var (ahead, behind) = (padded, padded)
    for place in 1..<padded.count where place % window != 0 { ahead[place] = max(ahead[place - 1], padded[place]) }
    for place in (0..<padded.count - 1).reversed() where place % window != window - 1 {
      behind[place] = max(behind[place + 1], padded[place])
    }
    return line.indices.map { max(behind[$0], ahead[$0 + window - 1]) }
  }
}
