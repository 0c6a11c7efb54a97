import Charts
import Testing

@Suite struct ValueAxisTests {
  @Test(
    arguments: [
      [0.0, 1], [0.851, 0.8731], [-3, 17], [1e-9, 3e-9], [0, 0], [5], [-2, -2], [1e300, -1e300], [1, 1 + 1e-15],
      [123_456_789, 123_456_790], [0.1, 0.25, 0.3],
    ] as [[Double]]) func ticksCoverTheData(values: [Double]) throws
  {
    for scale in ValueAxis.Scale.allCases {
      let axis = try #require(ValueAxis(covering: values, scale: scale))
      #expect(axis.ticks.first! <= values.min()! && axis.ticks.last! >= values.max()!)
      check(axis)
      for value in values { #expect((0...1).contains(axis.place(value))) }
    }
  }

  @Test(arguments: [
    [0.0004, 0.11], [0.02, 2.3], [1, 1e6], [1e-12, 1e12], [7, 300], [5e-324, 1], [1e-300, 1e300],
  ])
  func wideRatiosAreLogarithmic(values: [Double]) throws {
    let axis = try #require(ValueAxis(covering: values))
    #expect(axis.scale == .logarithmic)
    #expect(axis.ticks.last! >= values.max()!)
    #expect(axis.ticks.first! <= values.min()! || values.min()! < 1e-322)
    check(axis)
    for value in values { #expect((-1e-9...1 + 1e-9).contains(axis.place(value))) }
    let middle = (values[0].squareRoot() * values[1].squareRoot())
    let between = (axis.place(values[0]) + axis.place(values[1])) / 2
    #expect(abs(axis.place(middle) - between) < 1e-6)
  }

  private func check(_ axis: ValueAxis) {
    #expect(axis.ticks.count >= 2 && axis.ticks.count <= 12, "\(axis)")
    #expect(zip(axis.ticks, axis.ticks.dropFirst()).allSatisfy { $0 < $1 }, "\(axis)")
    #expect(axis.labels.count == axis.ticks.count && Set(axis.labels).count == axis.labels.count, "\(axis)")
    #expect(axis.ticks.allSatisfy(axis.range.contains), "\(axis)")
  }

  @Test func labelsAreReadAsTheyAreWritten() throws {
    #expect(try #require(ValueAxis(covering: [0, 1])).labels == ["0", "0.2", "0.4", "0.6", "0.8", "1"])
    #expect(try #require(ValueAxis(covering: [-3, 17])).labels == ["−5", "0", "5", "10", "15", "20"])
    #expect(try #require(ValueAxis(covering: [0.0004, 0.11])).labels == ["0.0001", "0.001", "0.01", "0.1", "1"])
    #expect(try #require(ValueAxis(covering: [0, 2_500_000])).labels.last == "2.5·10⁶")
    #expect(try #require(ValueAxis(covering: [2e-6, 3e-6])).labels.first == "2·10⁻⁶")
  }

  @Test(arguments: [(1, 1), (1, 2), (1, 10), (1, 100), (7, 31), (1, 1_000_000)])
  func epochsAreWholeNumbersWithinTheRun(first: Int, last: Int) {
    let axis = ValueAxis(counting: first, through: last)
    #expect(!axis.ticks.isEmpty && axis.ticks.count <= 11)
    #expect(axis.ticks.allSatisfy { $0 == $0.rounded() && $0 >= Double(first) && $0 <= Double(last) })
    #expect(axis.labels == axis.ticks.map { "\(Int($0))" })
  }

  @Test func nothingHasNoAxis() {
    #expect(ValueAxis(covering: []) == nil && ValueAxis(covering: [.nan, .infinity]) == nil)
    #expect(!ValueAxis.canShow(.nan) && !ValueAxis.canShow(-.infinity) && ValueAxis.canShow(-1e300))
  }
}
