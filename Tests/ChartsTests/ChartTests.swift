import Charts
import Foundation
import TestSupport
import Testing

/// Every chart, whatever its values, as a reader of XML finds it.
@Suite struct ChartTests {
  /// All charts, which are also written to the folder that `CLEANPAGE_CHARTS` names, to be looked at in a browser.
  @Test func everyChartIsWellFormedAndKeepsItsTextInside() throws {
    let folder = ProcessInfo.processInfo.environment["CLEANPAGE_CHARTS"]
    for (name, chart) in SampleCharts.all {
      if let folder { try Data(chart.svg.utf8).write(to: URL(fileURLWithPath: "\(folder)/\(name).svg")) }
      let root = try XMLElement.read(chart.svg)
      let width = try #require(root.attributes["width"].flatMap(Double.init))
      let height = try #require(root.attributes["height"].flatMap(Double.init))
      #expect(root.name == "svg" && width > 0 && height > 0, "\(name)")
      #expect(root.attributes["viewBox"] == "0 0 \(root.attributes["width"]!) \(root.attributes["height"]!)")
      let texts = root.all("text")
      #expect(chart.title.isEmpty || texts[0].text.hasPrefix(chart.title.prefix(20)), "\(name)")
      for text in texts where text.attributes["transform"] == nil {
        let x = try #require(text.attributes["x"].flatMap(Double.init))
        let y = try #require(text.attributes["y"].flatMap(Double.init))
        let size = try #require(text.attributes["font-size"].flatMap(Double.init))
        // Half the size of the font is what a character takes on the average.
        let extent = Double(text.text.count) * size * 0.5
        let left = text.attributes["text-anchor"].map { $0 == "end" ? x - extent : x - extent / 2 } ?? x
        #expect(left >= 0 && left + extent <= width, "\(name): '\(text.text)'")
        #expect(y - size * 0.8 >= 0 && y <= height - 2, "\(name): '\(text.text)'")
      }
      for element in root.all {
        for key in ["x", "y", "x1", "y1", "x2", "y2", "cx", "cy", "r", "width", "height"] {
          guard let text = element.attributes[key] else { continue }
          let value = try #require(Double(text), "\(name): \(key)=\(text)")
          #expect(value >= -0.5 && value <= max(width, height), "\(name): \(element.name) \(key)=\(text)")
        }
      }
    }
    if let folder {
      try Data(SampleCharts.report.html.utf8).write(to: URL(fileURLWithPath: "\(folder)/report.html"))
    }
  }

  @Test func equalValuesGiveEqualBytes() {
    for (one, two) in zip(SampleCharts.all, SampleCharts.all) { #expect(one.chart.svg == two.chart.svg, "\(one.name)") }
    #expect(SampleCharts.report.html == SampleCharts.report.html)
  }

  @Test(arguments: [
    ("curves-empty", "There are no values"), ("curves-none", "There are no values"),
    ("curves-nan", "No value is a number"),
    ("curves-gap", "4 of 8 values are left out"), ("curves-one", "one epoch only"),
    ("boxes-empty", "There are no values"),
    ("curves-negative-logarithmic", "2 of 4 values are left out: they are not numbers above 0"),
    ("boxes-nan", "No value is a number"), ("boxes-one", "one value, 0.5"),
    ("boxes-nan-between", "1 of 3 values are left"),
    ("confusion-none", "There are no classes"), ("confusion-zero", "There are no images"),
    ("confusion-misfit", "3 counts are no table of 2 classes"), ("confusion-below", "are no table"),
    ("stack-none", "There are no charts"),
    ("strip-none", "There are no images"), ("strip-empty", "There are no images"),
  ]) func whatCannotBeDrawnIsSaid(name: String, part: String) throws {
    let chart = try #require(SampleCharts.degenerate.first { $0.name == name }?.chart)
    let texts = try XMLElement.read(chart.svg).all("text").map(\.text)
    #expect(texts.contains { $0.contains(part) }, "\(texts)")
  }

  @Test func curvesPassThroughTheirValues() throws {
    let curves = LearningCurves(
      title: "t", measure: "m",
      folds: [LearningCurves.Fold(training: LearningCurves.Curve([0, 1, 0.5]), validation: LearningCurves.Curve())])
    let root = try XMLElement.read(curves.svg)
    let lines = root.all("chart-grid").compactMap { $0.attributes["y1"].flatMap(Double.init) }
    let curve = try #require(root.all("polyline").first { $0.attributes["points"]?.split(separator: " ").count == 3 })
    let rows = try #require(curve.attributes["points"]).split(separator: " ").map {
      Double($0.split(separator: ",")[1])
    }
    #expect(rows == [lines.max(), lines.min(), (lines[0] + lines[lines.count - 1]) / 2])
  }

  /// The mean ends where the first fold ends, and a fold of one epoch is a dot.
  @Test func theMeanOfTheFoldsIsOfAllFolds() throws {
    func fold(_ values: [Double]) -> LearningCurves.Fold { .init(training: .init(values)) }
    func thickPoints(_ folds: [LearningCurves.Fold]) throws -> [Int] {
      let curves = LearningCurves(title: "t", measure: "m", folds: folds)
      return try XMLElement.read(curves.svg).all("polyline").filter { $0.attributes["stroke-width"] == "2.5" }
        .compactMap { $0.attributes["points"]?.split(separator: " ").count }
    }
    // The first is the legend's.
    #expect(try thickPoints([fold([1, 2, 3, 4]), fold([2, 3])]) == [2, 2])
    #expect(try thickPoints([fold([1, 2, 3, 4]), fold([2, 3, 4, .nan])]) == [2, 3])
  }

  @Test func squaresAreAsDarkAsTheirShareOfTheRow() throws {
    let chart = ConfusionHeatmap(title: "t", labels: ["a", "b", "c"], counts: [3, 1, 0, 0, 8, 0, 0, 0, 0])
    let root = try XMLElement.read(chart.svg)
    let cells = root.all("chart-cell").filter { $0.children.contains { $0.name == "title" } }
    #expect(cells.map(\.text) == ["a taken for a: 3 of 4", "a taken for b: 1 of 4", "b taken for b: 8 of 8"])
    let tones = cells.map { Double($0.attributes["fill-opacity"] ?? "1") ?? 0 }
    #expect(tones[2] == 1 && tones[0] < 1 && tones[1] < tones[0] && tones[1] > 0)
    #expect(root.all("chart-on-cell").map(\.text) == ["3", "8"])
  }

  @Test func aStackHasEveryChartInItsOrder() throws {
    let charts: [any Chart] = [SampleCharts.losses(epochs: 3), SampleCharts.digits(2)]
    let stack = try XMLElement.read(ChartStack(title: "both", charts: charts).svg)
    let parts = try charts.map { try XMLElement.read($0.svg) }
    #expect(stack.all("text").map(\.text) == parts.flatMap { $0.all("text").map(\.text) })
    let heights = parts.compactMap { $0.attributes["height"].flatMap(Double.init) }
    #expect(stack.attributes["height"].flatMap(Double.init) == heights.reduce(0, +))
    let places = stack.all("g").map { $0.attributes["transform"] }
    #expect(places == ["translate(0 0)", "translate(0 \(Int(heights[0])))"])
  }

  @Test func imagesAreEmbeddedAsTheyAre() throws {
    let strip = SampleCharts.digits(3)
    let images = try XMLElement.read(strip.svg).all("image")
    #expect(images.count == 9 && images.allSatisfy { $0.attributes["class"] == "chart-pixels" })
    let address = try #require(images[0].attributes["href"])
    let bytes = try #require(Data(base64Encoded: String(address.dropFirst("data:image/png;base64,".count))))
    #expect(try grayImage(ofPNG: Array(bytes)) == strip.rows[0].images[0].roundedTo8Bits())
    let pages = try XMLElement.read(SampleCharts.pages.svg).all("image")
    #expect(pages.count == 6 && pages.allSatisfy { $0.attributes["class"] == nil })
  }
}
