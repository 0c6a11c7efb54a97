import Charts
import Foundation
import Imaging

/// Charts as reports have them, of values that are computed here.
enum SampleCharts {
  /// A number from 0 to 1 that looks random.
  static func noise(_ seed: Int) -> Double {
    let value = sin(Double(seed) * 12.9898) * 43758.5453
    return value - value.rounded(.down)
  }

  static let digits = (0...9).map(String.init)
  static let balanced = digits + (65...90).map { String(Unicode.Scalar($0)) } + Array("abdefghnqrt").map(String.init)
  static let byClass =
    digits + (65...90).map { String(Unicode.Scalar($0)) } + (97...122).map { String(Unicode.Scalar($0)) }

  /// A class is mostly taken for itself, and now and then for one that is near.
  static func confusion(_ labels: [String]) -> ConfusionHeatmap {
    let classes = labels.count
    var counts = [Int](repeating: 0, count: classes * classes)
    for truth in 0..<classes {
      counts[truth * classes + truth] = Int(700 + 300 * noise(truth))
      for read in 0..<classes where noise(truth * classes + read) > 0.85 {
        counts[truth * classes + read] += Int(160 * noise(read * classes + truth))
      }
    }
    return ConfusionHeatmap(title: "What \(classes) classes are taken for", labels: labels, counts: counts)
  }

  static func accuracies(folds: Int, epochs: Int) -> LearningCurves {
    LearningCurves(
      title: "D4: accuracy of \(folds) folds", measure: "accuracy",
      folds: (0..<folds).map { fold in
        func curve(_ best: Double, _ seed: Int) -> LearningCurves.Curve {
          LearningCurves.Curve(
            (1...epochs).map { epoch in
              best - 0.25 * exp(-Double(epoch) / 2.5) + 0.008 * (noise(seed * 991 + fold * 97 + epoch) - 0.5)
            })
        }
        return LearningCurves.Fold(training: curve(0.885, 1), validation: curve(0.868, 2))
      })
  }

  static func losses(epochs: Int) -> LearningCurves {
    func curve(_ floor: Double, _ seed: Int) -> LearningCurves.Curve {
      LearningCurves.Curve(
        (1...epochs).map { epoch in
          floor + 0.11 * exp(-Double(epoch) / 4) + 0.0002 * noise(seed * 1009 + epoch)
        })
    }
    return LearningCurves(
      title: "C24: mean squared error of training and of validation", measure: "mean squared error",
      folds: [LearningCurves.Fold(training: curve(0.00037, 3), validation: curve(0.00045, 4))])
  }

  static let boxes = BoxPlot(
    title: "Accuracy of the folds, by network", measure: "accuracy on the fold's own part",
    groups: [
      BoxPlot.Group(name: "D1 ReLU", values: [0.8531, 0.8549, 0.8560, 0.8538, 0.8571, 0.8547]),
      BoxPlot.Group(name: "D2 leaky ReLU", values: [0.8510, 0.8523, 0.8531, 0.8490, 0.8528, 0.8519]),
      BoxPlot.Group(name: "D3 batch normalisation", values: [0.8580, 0.8592, 0.8587, 0.8611, 0.8590, 0.8420]),
      BoxPlot.Group(name: "D4 three convolutions", values: [0.8700, 0.8712, 0.8722, 0.8719, 0.8709, 0.8731]),
      BoxPlot.Group(name: "One fold", values: [0.8655]),
      BoxPlot.Group(name: "A network whose name is a good deal longer than there is room for", values: []),
    ])

  /// A ring, an upright stroke or both, with noise on it.
  static func digit(_ kind: Int, noisy: Double) -> GrayImage {
    GrayImage(
      FloatImage(
        width: 28, height: 28,
        values: (0..<784).map { place in
          let (x, y) = (Double(place % 28) - 13.5, Double(place / 28) - 13.5)
          let ring = kind % 2 == 0 && abs((x * x * 1.6 + y * y).squareRoot() - 9) < 1.6
          let stroke = kind % 3 == 1 && abs(x - Double(kind) + 4) < 1.5 && abs(y) < 10
          return Float((ring || stroke ? 0.95 : 0) + noisy * (noise(place + kind * 784) - 0.5))
        }))
  }

  static func digits(_ count: Int) -> ImageStrip {
    ImageStrip(
      title: "Digits of the validation part",
      rows: [("noisy", 0.7), ("cleaned", 0.1), ("target", 0)].map { name, noise in
        ImageStrip.Row(name: name, images: (0..<count).map { digit($0, noisy: noise) })
      })
  }

  /// Lines of blocks, with a stain.
  static func page(stain: Float) -> GrayImage {
    var image = FloatImage(width: 420, height: 540, filledWith: 0.98)
    image.map { value, x, y in
      let isInk = x > 30 && x < 390 && y > 40 && y < 500 && y % 22 < 11 && noise(x / 7 * 31 + y / 22 * 1009) > 0.35
      let (dx, dy) = (Double(x) - 260, Double(y) - 200)
      let ring = abs((dx * dx + dy * dy).squareRoot() - 90) < 12
      return (isInk ? 0.1 : value) - (ring ? stain : 0)
    }
    return GrayImage(image)
  }

  static var pages: ImageStrip {
    ImageStrip(
      title: "Pages of the validation part", columns: ["noisy", "cleaned", "target"],
      rows: (1...2).map { place in
        ImageStrip.Row(name: "page \(place)", images: [0.35, 0.03, 0].map { page(stain: $0) })
      })
  }

  static let summary = """
    network 'seed' for an input of 540×420×1
    layer   type    output      parameters  multiply-adds
    conv1   conv2d  540×420×32         320       65318400
    conv2   conv2d  540×420×32        9248     2090188800
    conv3   conv2d  540×420×64       18496     4180377600
    conv4   conv2d  540×420×128      73856    16721510400
    output  conv2d  540×420×1         1153      261273600
    103073 parameters, 23318668800 multiply-adds: 102816 a pixel
    """

  static var report: HTMLReport {
    HTMLReport(
      title: "C24: four convolutions on whole pages <NoisyOffice & co>",
      blocks: [
        .paragraph("The network of 103,073 parameters that this project grew from, on the split of the reports."),
        .facts([
          ("network", "C24"), ("parameters", "103 073"), ("epochs", "25"), ("batch", "16"),
          ("seconds an epoch", "14.2"),
          ("data", "NoisyOffice, 144 pages, split at random, 80 : 20"), ("seed", "1"),
        ]),
        .heading("Figures"),
        .table(
          ReportTable(
            heads: ["figure", "report", "ours"],
            rows: [
              ["training MSE", "0.0014", "0.00121"], ["validation MSE", "0.0015", "0.00134"], ["RMSE", "", "0.0366"],
            ])),
        .chart(losses(epochs: 100), caption: "One fold of 100 epochs."),
        .chart(accuracies(folds: 6, epochs: 10), caption: "Six folds of ten epochs."),
        .chart(boxes), .chart(confusion(digits)), .chart(confusion(byClass), caption: "62 classes."),
        .chart(digits(10)), .chart(pages), .heading("The network"), .listing(summary),
      ])
  }

  /// Every chart by a name that may be a file's.
  static var all: [(name: String, chart: any Chart)] {
    [
      ("confusion-10", confusion(digits)), ("confusion-47", confusion(balanced)), ("confusion-62", confusion(byClass)),
      (
        "confusion-long",
        confusion(["", " ", "ffi", "<&>", "a label that is long", "W", "W", "é", "字", "12", "…", "'\""])
      ),
      ("folds-6", accuracies(folds: 6, epochs: 10)), ("epochs-100", losses(epochs: 100)), ("boxes", boxes),
      ("digits", digits(10)), ("pages", pages),
      ("stack", ChartStack(title: losses(epochs: 3).title, charts: [losses(epochs: 3), boxes, digits(3)])),
    ] + degenerate
  }

  /// Values of which little or nothing can be drawn.
  static var degenerate: [(name: String, chart: any Chart)] {
    func curves(_ training: [Double], _ validation: [Double] = [], scale: ValueAxis.Scale? = nil) -> LearningCurves {
      LearningCurves(
        title: "Curves", measure: "loss",
        folds: [
          LearningCurves.Fold(
            training: LearningCurves.Curve(training), validation: LearningCurves.Curve(validation))
        ], scale: scale)
    }
    func box(_ values: [Double]) -> BoxPlot {
      BoxPlot(title: "Boxes", measure: "accuracy", groups: [BoxPlot.Group(name: "values", values: values)])
    }
    return [
      ("curves-none", LearningCurves(title: "", measure: "", folds: [])), ("curves-empty", curves([])),
      ("curves-nan", curves([.nan, .infinity], [-.infinity])), ("curves-one", curves([0.5], [0.6])),
      ("curves-gap", curves([0.5, .nan, 0.4, 0.35], [.nan, .nan, 0.6, .nan])),
      ("curves-equal", curves([0.25, 0.25, 0.25])), ("curves-zero", curves([0, 0])),
      ("curves-negative-logarithmic", curves([-1, 0, 2, 30], scale: .logarithmic)),
      ("curves-huge", curves([-1e300, 1e300, .greatestFiniteMagnitude])), ("curves-tiny", curves([5e-324, 1e-300, 1])),
      ("curves-near", curves([1, 1 + 1e-15])), ("boxes-none", BoxPlot(title: "Boxes", measure: "", groups: [])),
      ("boxes-empty", box([])), ("boxes-nan", box([.nan])), ("boxes-one", box([0.5])), ("boxes-equal", box([1, 1, 1])),
      ("boxes-nan-between", box([0.1, .nan, 0.4])),
      ("confusion-none", ConfusionHeatmap(title: "", labels: [], counts: [])),
      ("confusion-zero", ConfusionHeatmap(title: "Zero", labels: ["a", "b"], counts: [0, 0, 0, 0])),
      ("confusion-one", ConfusionHeatmap(title: "One", labels: ["a"], counts: [3])),
      ("confusion-misfit", ConfusionHeatmap(title: "Misfit", labels: ["a", "b"], counts: [1, 2, 3])),
      ("confusion-below", ConfusionHeatmap(title: "Below", labels: ["a"], counts: [-1])),
      ("confusion-huge", ConfusionHeatmap(title: "Huge", labels: ["a", "b"], counts: [.max, .max, .max, .max])),
      ("stack-none", ChartStack(title: "Stack", charts: [])), ("strip-none", ImageStrip(title: "", rows: [])),
      ("strip-empty", ImageStrip(title: "Strip", rows: [ImageStrip.Row(name: "noisy", images: [])])),
      (
        "strip-pixel",
        ImageStrip(title: "Pixel", rows: [ImageStrip.Row(name: "x", images: [GrayImage(width: 1, height: 1)])])
      ),
      (
        "strip-uneven",
        ImageStrip(
          title: "A title that is so long that it takes more than one line over a strip of few images",
          columns: ["first", "a head that is too long for its column", "third", "fourth"],
          rows: [
            ImageStrip.Row(name: "", images: [digit(0, noisy: 0), GrayImage(width: 5, height: 60, filledWith: 0)]),
            ImageStrip.Row(name: "below", images: [digit(1, noisy: 0)]),
          ])
      ),
    ]
  }
}
