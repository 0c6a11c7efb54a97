import Foundation
import TestSupport

/// The built binary, run as a user would.
struct Command {
  /// What a run left.
  struct Outcome {
    let status: Int32
    let output: [UInt8]
    let messages: String
  }

  /// Beside the test bundle, where SwiftPM builds it.
  static let executable: URL = {
    let bundle = URL(fileURLWithPath: CommandLine.arguments[0])
    var folder = bundle.deletingLastPathComponent()
    while folder.path != "/" {
      let candidate = folder.appendingPathComponent("cleanpage")
      if FileManager.default.isExecutableFile(atPath: candidate.path),
        (try? candidate.resourceValues(forKeys: [.isDirectoryKey]).isDirectory) == false
      {
        return candidate
      }
      folder.deleteLastPathComponent()
    }
    return bundle
  }()

  /// Runs the command to its end.
  static func run(_ arguments: [String], input: [UInt8] = [], in folder: TemporaryFolder) throws -> Outcome {
    let inputFile = try folder.write(".stdin", input)
    return try shell(
      "\"$0\" \"$@\" < '\(inputFile)'", [executable.path] + arguments, in: folder)
  }

  /// Runs a shell line; `$0` is the first argument.
  static func shell(_ line: String, _ arguments: [String], in folder: TemporaryFolder) throws -> Outcome {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    process.arguments = ["-c", line] + arguments
    process.currentDirectoryURL = URL(fileURLWithPath: folder.path)
    let messages = folder.path + "/.stderr"
    let output = folder.path + "/.stdout"
    for path in [messages, output] { _ = FileManager.default.createFile(atPath: path, contents: nil) }
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle(forWritingAtPath: output)
    process.standardError = FileHandle(forWritingAtPath: messages)
    try process.run()
    process.waitUntilExit()
    let outcome = Outcome(
      status: process.terminationStatus,
      output: folder.read(".stdout") ?? [],
      messages: String(decoding: folder.read(".stderr") ?? [], as: UTF8.self))
    for name in [".stdin", ".stdout", ".stderr"] {
      try? FileManager.default.removeItem(atPath: folder.path + "/" + name)
    }
    return outcome
  }
}

/// A binary PGM of one gray.
func graymap(width: Int = 4, height: Int = 3, value: UInt8 = 90) -> [UInt8] {
  Array("P5\n\(width) \(height)\n255\n".utf8) + [UInt8](repeating: value, count: width * height)
}

/// A pipeline that only decodes and encodes, for what the command does around the cleaning.
let copyPipeline = Array("stages: [decode, normalise, encode]\n".utf8)

/// A network file of one layer.
let tinyNetwork = Array(
  """
  name: tiny
  input: {channels: 1}
  layers: [{type: conv2d, name: only, filters: 1, activation: sigmoid}]
  """.utf8)
