import Foundation

/// What figures were measured on.
public struct MachineDescription: Sendable, Encodable, CustomStringConvertible {
  /// Processors that the system gives the program.
  public let cores: Int
  /// The processor's own name, where the system tells it.
  public let processor: String?

  /// Describes the machine that the program runs on.
  init() {
    cores = ProcessInfo.processInfo.activeProcessorCount
    processor = Self.processorName
  }

  /// `2 cores, Intel(R) Xeon(R) Processor`.
  public var description: String {
    (["\(cores) \(cores == 1 ? "core" : "cores")"] + [processor].compactMap { $0 }).joined(separator: ", ")
  }

  #if canImport(Darwin)
    private static var processorName: String? {
      var size = 0
      guard sysctlbyname("machdep.cpu.brand_string", nil, &size, nil, 0) == 0 else { return nil }
      var bytes = [UInt8](repeating: 0, count: size)
      guard sysctlbyname("machdep.cpu.brand_string", &bytes, &size, nil, 0) == 0 else { return nil }
      return String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
    }
  #else
    private static var processorName: String? {
      guard let file = FileHandle(forReadingAtPath: "/proc/cpuinfo"), let bytes = try? file.readToEnd() else {
        return nil
      }
      let line = String(decoding: bytes, as: UTF8.self).split(separator: "\n").first { $0.hasPrefix("model name") }
      return line?.split(separator: ":", maxSplits: 1).last?.trimmingCharacters(in: .whitespaces)
    }
  #endif
}
