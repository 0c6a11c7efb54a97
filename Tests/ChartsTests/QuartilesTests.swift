import Charts
import Testing

@Suite struct QuartilesTests {
  /// What numpy.percentile gives.
  @Test(arguments: [
    ([7.0, 15, 36, 39, 40, 41], 20.25, 37.5, 39.75), ([1, 2, 3, 4], 1.75, 2.5, 3.25), ([5], 5, 5, 5),
    ([3, 1, 2], 1.5, 2, 2.5), ([0.8700, 0.8712, 0.8722, 0.8719, 0.8709, 0.8731], 0.870975, 0.87155, 0.872125),
  ]) func quantilesAreInterpolated(values: [Double], lower: Double, median: Double, upper: Double) throws {
    let quartiles = try #require(Quartiles(values))
    #expect(abs(quartiles.lower - lower) < 1e-12)
    #expect(abs(quartiles.median - median) < 1e-12)
    #expect(abs(quartiles.upper - upper) < 1e-12)
  }

  @Test func whiskersEndBeforeOutliers() throws {
    #expect(try #require(Quartiles([1, 2, 3, 4, 5, 20])).whiskers == 1...5)
    #expect(try #require(Quartiles([-20, 1, 2, 3, 4, 5])).whiskers == 1...5)
    #expect(try #require(Quartiles([1, 2, 3, 4])).whiskers == 1...4)
    #expect(try #require(Quartiles([2, 2, 2])).whiskers == 2...2)
    #expect(Quartiles([]) == nil)
  }
}
