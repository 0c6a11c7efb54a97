import Foundation

/// Refuses plans that need more memory than the machine has.
enum MemoryNeed {
  /// Checks a number of floats.
  ///
  /// - Throws: ``NetworkError/tooLarge(what:needed:)``.
  static func check(floats: Int, for what: String) throws(NetworkError) {
    guard floats <= Int(clamping: ProcessInfo.processInfo.physicalMemory) / MemoryLayout<Float>.stride else {
      throw .tooLarge(what: what, needed: floats)
    }
  }
}
