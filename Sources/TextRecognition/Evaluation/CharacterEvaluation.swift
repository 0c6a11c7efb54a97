import Charts
import Foundation
import ImageFiles
import ModelLibrary
import NeuralNetwork
import PipelineEngine
import TextTables

/// The measurement of a character classifier on labelled images, or on pages with their truth.
public struct CharacterEvaluation {
  /// Where characters come from.
  public enum Source: Sendable {
    /// IDX files of images and labels.
    case images(String, labels: String)
    /// Folders of pages with their truth; lines of other heights of x, in pixels, are left out.
    case pages([String], xHeights: ClosedRange<Double>)
  }

  /// Where the characters come from.
  public var source: Source
  /// The name of a model inside the program, or a model file.
  public var model: String
  /// Whether rows and columns of the images are exchanged.
  public var areTransposed = false
  /// The file for the confusion matrix as CSV.
  public var confusion: String?
  /// The file for the confusion matrix as a picture: with characters and counts where its name ends in `.svg`, else a plain
  /// PNG.
  public var picture: String?
  /// Whether a line a class goes to standard output instead of the figures over all.
  public var isByClass = false
  /// Whether files that are there already are replaced.
  public var overwrite = false
  /// Threads to compute with.
  public var jobs = PageJob.defaultJobs

  /// Makes an evaluation that writes nothing but figures.
  public init(_ source: Source, model: String) {
    self.source = source
    self.model = model
  }

  /// Runs the evaluation: figures as data on standard output.
  ///
  /// - Throws: `FileError` where a file cannot be read, or written, which is seen before anything is run;
  ///   ``CharacterDataError``, `IDXFileError` or `NetworkError` for data that cannot be used.
  public func run() throws -> ExitStatus {
    for file in [confusion, picture].compactMap({ $0 }) { try AtomicFile.check(file, replacing: overwrite) }
    let pool = WorkerPool(count: jobs)
    let classifier = try CharacterClassifier(ShippedModels.model(model), name: model, pool: pool)
    let source = try read(for: classifier, pool: pool)
    guard source.shape == classifier.shape else {
      throw CharacterDataError(
        "\(model): the model takes images of \(classifier.shape), but these are of \(source.shape)")
    }
    let matrix = ConfusionMatrix(classifier, on: source, indices: Array(0..<source.count))
    if let confusion { try AtomicFile.write(Array(matrix.csv.utf8), to: confusion, replacing: overwrite) }
    if let picture {
      try AtomicFile.write(Self.picture(of: matrix, model: model, file: picture), to: picture, replacing: overwrite)
    }
    try writeStandardOutput(Array((isByClass ? Self.lines(of: matrix) : Self.figures(of: matrix)).utf8))
    return .success
  }

  private func read(for classifier: CharacterClassifier, pool: WorkerPool) throws -> any CharacterSource {
    switch source {
    case .images(let images, let labels):
      return try LabelledCharacters(
        images: images, labels: labels, characters: classifier.characters, areTransposed: areTransposed)
    case .pages(let folders, let xHeights):
      guard classifier.characters.last == PrintedCharacters.none else {
        throw CharacterDataError("\(model): the model is not trained on pages; give images and labels")
      }
      return try PrintedCharacters(
        folders: folders, characters: classifier.characters.dropLast(), xHeights: xHeights, noneShare: 0, pool: pool)
    }
  }

  /// The bytes of a picture of a matrix, of the kind that a file's name asks for.
  private static func picture(of matrix: ConfusionMatrix, model: String, file: String) throws -> [UInt8] {
    if file.hasSuffix(".svg") {
      let chart = ConfusionHeatmap(
        title: "What '\(model)' takes characters for", labels: matrix.characters, counts: matrix.counts)
      return Array(chart.svg.utf8)
    }
    let writer = try ImageWriter(format: .png, name: file)
    try writer.append(matrix.picture, bilevel: false, resolution: nil)
    return try writer.finish()
  }

  /// The figures over all images.
  static func figures(of matrix: ConfusionMatrix) -> String {
    """
    images \(matrix.count)
    accuracy \(decimals(matrix.accuracy, 5))
    mean_per_class \(decimals(matrix.meanPerClass, 5))

    """
  }

  /// A line a class: its images, how many were read right, and what the others were read as most often.
  static func lines(of matrix: ConfusionMatrix) -> String {
    var lines = ["character,images,right,accuracy,mistaken_for,mistakes"]
    for (truth, character) in matrix.characters.enumerated() {
      let others = matrix.characters.indices.filter { $0 != truth && matrix.count(truth: truth, read: $0) > 0 }
      let most = others.max { matrix.count(truth: truth, read: $0) < matrix.count(truth: truth, read: $1) }
      lines.append(
        [
          csvField(character), "\(matrix.count(of: truth))", "\(matrix.count(truth: truth, read: truth))",
          matrix.accuracy(of: truth).map { decimals($0, 5) } ?? "",
          most.map { csvField(matrix.characters[$0]) } ?? "",
          most.map { "\(matrix.count(truth: truth, read: $0))" } ?? "",
        ].joined(separator: ","))
    }
    return lines.map { $0 + "\n" }.joined()
  }
}
