import ArgumentParser

/// A width and a height on the command line: `540x420`.
struct ImageSize: ExpressibleByArgument, CustomStringConvertible {
  let width: Int
  let height: Int

  init?(argument: String) {
    let parts = argument.split(whereSeparator: { "x×".contains($0) }).map { Int($0) }
    guard parts.count == 2, let width = parts[0], let height = parts[1], width > 0, height > 0 else { return nil }
    self.width = width
    self.height = height
  }

  var description: String { "\(width)x\(height)" }
}

/// Checks a size on the command line that a network is to be run on.
func checkSize(_ size: ImageSize?) throws {
  if let size, max(size.width, size.height) > 32_768 {
    throw ValidationError("--size must be at most 32768x32768, not \(size).")
  }
}
