import Imaging
import Testing

@Suite struct HistogramTests {
  @Test func percentilesAreValuesThatWereCounted() {
    var histogram = Histogram(range: 10)
    #expect(histogram.median == nil)
    for value in [7, 3, 3, 9, 5] { histogram.add(value) }
    #expect(histogram.median == 5 && histogram.percentile(0) == 3 && histogram.percentile(1) == 9)
    histogram.remove(9)
    #expect(histogram.median == 3 && histogram.percentile(1) == 7 && histogram.total == 4)
  }
}
