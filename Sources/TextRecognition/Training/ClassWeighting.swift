/// How often images of a class are drawn where some classes have more images than others.
public enum ClassWeighting: String, Codable, Sendable, CaseIterable {
  /// Every image as often.
  case none
  /// Every class as often.
  case balanced
  /// Classes by the square root of how many images they have: between the two.
  case squareRoot

  /// The share of a class, up to a factor common to all classes.
  ///
  /// - Parameter count: How many images it has.
  func weight(ofClassWith count: Int) -> Double {
    switch self {
    case .none: Double(count)
    case .balanced: count > 0 ? 1 : 0
    case .squareRoot: Double(count).squareRoot()
    }
  }
}
