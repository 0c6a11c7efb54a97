/// When training ends because validation has ceased to become better.
///
/// - SeeAlso: Prechelt, "Early Stopping — But When?", 1998.
public struct EarlyStopping: Sendable {
  /// Validations after the best one that training waits for a better one; 0 to wait for ever.
  public let patience: Int

  /// Makes a rule.
  public init(patience: Int) { self.patience = patience }

  /// Whether training ends with these figures, smaller being better.
  public func isDue(after figures: [Double]) -> Bool {
    guard patience > 0, let best = figures.min(), let place = figures.firstIndex(of: best) else { return false }
    return figures.count - 1 - place >= patience
  }
}
