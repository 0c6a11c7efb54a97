import Foundation
import ImageFiles
import Imaging
import ModelLibrary
import NeuralNetwork
import PipelineEngine
import TextTables

/// The reading of pictures of single characters, as a command line describes it.
public struct PictureClassification {
  /// How results are written.
  public enum Format: String, Sendable, CaseIterable {
    /// A block of lines a picture.
    case text
    /// A JSON object a picture, on a line of its own.
    case jsonl
  }

  /// Files, folders, or `-`; none means standard input.
  public var inputs: [String]
  /// The name of a model inside the program, or a model file.
  public var model = "emnist"
  /// How the model's characters are framed; `nil` to tell by what they are.
  public var framing: CharacterFraming?
  /// How many of the likeliest characters are given.
  public var top = 5
  /// How results are written.
  public var format = Format.text

  /// Makes a reading with defaults for the rest.
  public init(inputs: [String]) { self.inputs = inputs }

  /// Reads the pictures: what each may be as data on standard output, what cannot be read on standard error.
  ///
  /// - Throws: `FileError` for an input that does not exist, ``CharacterDataError`` or `NetworkError` for a model that cannot be
  ///   used, before anything is read.
  public func run() throws -> ExitStatus {
    let documents = try InputDocuments(inputs.isEmpty ? ["-"] : inputs)
    let classifier = try CharacterClassifier(ShippedModels.model(model), name: model, pool: WorkerPool(count: 1))
    let reader = try PictureReader(classifier, framing: framing, name: model)
    var report = RunReport()
    for document in documents {
      for result in Self.readings(of: document, by: reader) {
        switch result {
        case .success(let reading): try writeStandardOutput(Array(text(of: reading).utf8))
        case .failure(let failure): report.failures.append(failure)
        }
      }
    }
    for failure in report.failures { StatusLine.standard.message("cleanpage: \(failure)") }
    return report.status
  }

  /// What the pictures of a document are read as, and what is wrong with those that are not.
  private static func readings(
    of document: InputDocument, by reader: PictureReader
  ) -> [Outcome] {
    var results: [Outcome] = []
    func fail(_ error: any Error, page: Int?) {
      results.append(.failure(PageFailure(document: document.name, page: page, error: error)))
    }
    do {
      let file = try document.load()
      let images = try ImageReader(bytes: file.bytes, name: file.name)
      var isAtEnd = false
      while !isAtEnd {
        do {
          guard let page = try images.nextPage() else {
            isAtEnd = true
            continue
          }
          let number = page.pageCount == 1 ? nil : page.pageNumber
          if let reading = reader.read(GrayImage(page.raster)) {
            results.append(.success(NamedReading(picture: document.name, page: number, reading: reading)))
          } else {
            fail(PageError("shows no character: nothing is much darker or lighter than its ground"), page: number)
          }
        } catch {
          fail(error, page: nil)
        }
      }
    } catch {
      fail(error, page: nil)
    }
    return results
  }

  /// What became of a picture.
  private enum Outcome {
    case success(NamedReading)
    case failure(PageFailure)
  }

  /// What a picture is read as, with its name.
  private struct NamedReading {
    let picture: String
    let page: Int?
    let reading: PictureReading
  }

  /// What a line of the JSON format holds.
  private struct Line: Encodable {
    struct Candidate: Encodable {
      let text: String
      let probability: Double
    }

    let picture: String
    let page: Int?
    let ink: String
    let candidates: [Candidate]
  }

  private func text(of named: NamedReading) throws -> String {
    let candidates = named.reading.candidates.prefix(top)
    switch format {
    case .text:
      let name = named.page.map { "\(named.picture), page \($0)" } ?? named.picture
      let width = candidates.map(\.text.count).max() ?? 0
      let lines = candidates.map { candidate in
        let percent = decimals(candidate.probability * 100, 2)
        return "  " + candidate.text + String(repeating: " ", count: width - candidate.text.count + 1)
          + String(repeating: " ", count: max(0, 6 - percent.count)) + percent + " %"
      }
      return ([name] + lines).map { $0 + "\n" }.joined()
    case .jsonl:
      let line = Line(
        picture: named.picture, page: named.page, ink: named.reading.polarity.rawValue,
        candidates: candidates.map { candidate in
          Line.Candidate(text: candidate.text, probability: (candidate.probability * 1e6).rounded() / 1e6)
        })
      return try sortedJSON(line) + "\n"
    }
  }
}
