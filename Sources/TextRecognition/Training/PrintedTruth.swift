import Foundation

/// What is needed of the truth that `cleanpage synthesise` writes beside a page, to train on its characters.
struct PrintedTruth: Decodable, Sendable {
  struct Character: Decodable, Sendable {
    var text: String
    var cut: Bool?
    var x: Int
    var y: Int
    var width: Int
    var height: Int
  }

  struct Word: Decodable, Sendable {
    var characters: [Character]
  }

  struct Baseline: Decodable, Sendable {
    var x1: Double
    var y1: Double
    var x2: Double
    var y2: Double
  }

  struct Line: Decodable, Sendable {
    /// The gray of the characters and that behind them, 0 to 1.
    var ink: Double
    var paper: Double
    var xHeight: Double
    var baseline: Baseline
    var words: [Word]
  }

  var width: Int
  var height: Int
  /// Degrees clockwise.
  var rotation: Double
  var lines: [Line]
}
