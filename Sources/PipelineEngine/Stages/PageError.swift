/// A page or document that cannot be processed; the run goes on without it.
public struct PageError: Error, CustomStringConvertible, Sendable {
  /// What is wrong and what to do, in one sentence, without the document's name.
  public let description: String

  /// Makes the error.
  public init(_ description: String) {
    self.description = description
  }
}
