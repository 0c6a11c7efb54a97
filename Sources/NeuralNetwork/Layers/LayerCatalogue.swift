/// All kinds of layers, by the names that network files use.
public enum LayerCatalogue {
  /// Every kind.
  public static let all: [any Layer.Type] = [
    Conv2D.self, Dense.self, MaxPool2D.self, AveragePool2D.self, UpsampleNearest2D.self, PixelShuffle.self,
    PixelUnshuffle.self, Concatenate.self, Add.self, Activation.self, Clamp.self, Flatten.self, Dropout.self,
    BatchNorm.self, Softmax.self,
  ]

  /// The kind of a name.
  ///
  /// - Throws: ``NetworkError/unknownLayerKind(_:nearest:)``.
  static func type(named name: String) throws(NetworkError) -> any Layer.Type {
    guard let type = all.first(where: { $0.kind == name }) else {
      throw .unknownLayerKind(name, nearest: nearestName(to: name, among: all.map { $0.kind }))
    }
    return type
  }
}

/// The candidate with the smallest edit distance, if it is near enough to be what was meant.
func nearestName(to name: String, among candidates: [String]) -> String? {
  func distance(_ a: [Character], _ b: [Character]) -> Int {
    var row = Array(0...b.count)
    for (i, left) in a.enumerated() {
      var diagonal = row[0]
      row[0] = i + 1
      for (j, right) in b.enumerated() {
        let substituted = diagonal + (left == right ? 0 : 1)
        diagonal = row[j + 1]
        row[j + 1] = min(substituted, diagonal + 1, row[j] + 1)
      }
    }
    return row[b.count]
  }
  let letters = Array(name.lowercased())
  let ranked = candidates.map { ($0, distance(letters, Array($0.lowercased()))) }
  guard let best = ranked.min(by: { $0.1 < $1.1 }), best.1 <= max(2, letters.count / 2) else { return nil }
  return best.0
}
