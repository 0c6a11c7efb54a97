import Foundation
import NeuralNetwork
import Yams

/// A network as a YAML file of named layers, in the form that `NetworkSpec` describes.
public enum NetworkFile {
  /// Reads a network.
  ///
  /// - Throws: ``NetworkError`` where the file cannot be read or its network does not fit together.
  public static func read(_ path: String) throws -> NetworkSpec { try decode(text(path), file: path) }

  /// Reads a network from the text of a file.
  ///
  /// - Parameter file: The name to use in messages.
  /// - Throws: ``NetworkError`` where its network does not fit together.
  public static func decode(_ text: String, file: String) throws -> NetworkSpec {
    func refuse(_ reason: String) -> NetworkError { .badNetworkFile(file: file, reason: reason) }
    do {
      return try YAMLDecoder().decode(NetworkSpec.self, from: text)
    } catch let error as NetworkError {
      throw refuse(error.description)
    } catch let DecodingError.keyNotFound(key, context) {
      throw refuse("'\(key.stringValue)' is missing\(place(context.codingPath))")
    } catch let DecodingError.typeMismatch(_, context) {
      throw refuse("a value is of the wrong type\(place(context.codingPath))")
    } catch let DecodingError.dataCorrupted(context) {
      throw refuse(context.underlyingError.map { "\($0)" } ?? context.debugDescription)
    } catch {
      throw refuse("\(error)")
    }
  }

  /// Whether a file holds a network rather than a pipeline: it has layers. One that cannot be read has none.
  public static func isNetwork(_ path: String) -> Bool {
    let node = try? Yams.compose(yaml: text(path))
    return node?.mapping?["layers"] != nil
  }

  /// Network files are a few kilobytes; a device or a film given by mistake is not read to its end.
  private static let largestSize = 1 << 20

  private static func text(_ path: String) throws(NetworkError) -> String {
    guard let handle = FileHandle(forReadingAtPath: path), let bytes = try? handle.read(upToCount: largestSize + 1)
    else { throw .unreadableFile(file: path, reason: "the file cannot be read") }
    guard bytes.count <= largestSize else {
      throw .badNetworkFile(file: path, reason: "the file is larger than a mebibyte, as no network's description is")
    }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw .badNetworkFile(file: path, reason: "the file is not UTF-8 text")
    }
    return text
  }

  private static func place(_ path: [any CodingKey]) -> String {
    let steps = path.map { $0.intValue.map { "entry \($0 + 1)" } ?? "'\($0.stringValue)'" }
    return steps.isEmpty ? "" : " at " + steps.joined(separator: ", ")
  }
}
