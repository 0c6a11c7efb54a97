import Charts
import Foundation
import ImageFiles
import Imaging
import ModelLibrary
import PipelineEngine

extension RecordFolder {
  /// Writes the pictures of a record and its page beside it.
  ///
  /// - Parameter runNames: What the runs on all divisions of the examples are called.
  /// - Returns: The page's file.
  /// - Throws: `NetworkError` where a checkpoint is none of this experiment, `FileError` when a file cannot be written.
  @discardableResult
  func writeReport(_ record: ExperimentRecord, runNames: [String]) throws -> String {
    let report = ExperimentReport(
      record: record, unfinished: try unfinished(record), runNames: runNames, pictures: pictures(of: record))
    for (name, chart) in report.charts {
      try AtomicFile.write(Array(chart.svg.utf8), to: "\(path)/\(name).svg", replacing: true)
    }
    let page = path + "/report.html"
    try AtomicFile.write(Array(report.page.html.utf8), to: page, replacing: true)
    return page
  }

  /// The pictures of examples that there are, by the names of their files.
  private func pictures(of record: ExperimentRecord) -> [String: GrayImage] {
    var result: [String: GrayImage] = [:]
    for name in record.runs.flatMap(\.strips).map(\.file) where !name.contains("/") {
      guard let bytes = FileManager.default.contents(atPath: path + "/" + name),
        let page = try? ImageReader(bytes: Array(bytes), name: name).nextPage()
      else { continue }
      result[name] = GrayImage(page.raster)
    }
    return result
  }
}

extension ExperimentFile {
  /// Writes the pictures and the page of what was recorded of the experiment, beside the record.
  ///
  /// - Parameter runs: The folder of all records.
  /// - Returns: The page's file; nil where nothing was recorded.
  /// - Throws: ``ExperimentError`` where the record is none, `FileError` when a file cannot be written.
  public func writeReport(runs: String) throws -> String? {
    let folder = RecordFolder(runs, id: id)
    guard var record = try folder.read() else { return nil }
    (record.title, record.data, record.report) = (parameters.title, parameters.data.name, parameters.report)
    return try folder.writeReport(record, runNames: parameters.data.runNames)
  }
}
