import Charts
import Imaging

extension ExperimentReport {
  /// The accuracies of the folds, where there are folds and accuracies.
  var folds: BoxPlot? {
    let folds = record.runs.filter { $0.fold != nil }
    let groups = [
      ("own part", folds.compactMap { $0.validation?.accuracy }),
      ("test images", folds.compactMap { $0.test?.accuracy }),
    ].filter { !$0.1.isEmpty }
    guard !groups.isEmpty else { return nil }
    return BoxPlot(
      title: "\(record.id): accuracy of \(folds.count) \(folds.count == 1 ? "fold" : "folds")", measure: "accuracy",
      groups: groups.map { BoxPlot.Group(name: $0.0, values: $0.1) })
  }

  /// How often each class was taken for each; of several folds the sum.
  var confusion: ConfusionHeatmap? {
    let all = record.runs.compactMap(\.confusion)
    guard let first = all.first else { return nil }
    let fitting = all.filter { one in
      one.labels == first.labels && one.examples == first.examples
        && one.counts.map(\.count) == first.counts.map(\.count)
    }
    // A record that was changed by hand may hold any number; a sum that turns negative is refused by the chart.
    let counts = fitting.dropFirst().reduce(first.counts.flatMap { $0 }) { sums, one in
      zip(sums, one.counts.joined()).map { $0 &+ $1 }
    }
    let examples = first.examples == "test" ? "test images" : "examples validated on"
    return ConfusionHeatmap(
      title: "\(record.id): what \(examples) were taken for"
        + (fitting.count > 1 ? ", sum of \(fitting.count) folds" : ""),
      labels: first.labels, counts: counts)
  }

  /// What the network was given, what it made of it, and what it should have made, a row an example.
  var strips: ImageStrip? {
    let rows = record.runs.flatMap { run in
      run.strips.enumerated().compactMap { place, strip -> (StripRecord, ImageStrip.Row)? in
        guard let picture = pictures[strip.file] else { return nil }
        let error = FigureText.significant(strip.meanSquaredError)
        return (
          strip,
          ImageStrip.Row(
            name: "\(run.name), example \(place + 1): mean squared error \(error)",
            images: ImagePanels.parts(of: picture, count: strip.panels.count) ?? [picture])
        )
      }
    }
    guard let first = rows.first else { return nil }
    return ImageStrip(
      title: "\(record.id): examples validated on", columns: first.0.panels, rows: rows.map(\.1))
  }
}
