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
