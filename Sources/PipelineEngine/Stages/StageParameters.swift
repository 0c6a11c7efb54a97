/// The parameters of a stage, as a pipeline file sets them.
///
/// The properties are the keys. `init()` gives the default of every key; a pipeline file overlays them, key by
/// key, also inside nested structures.
public protocol StageParameters: Codable, Sendable {
  /// The documentation of every key, in the order help prints them. A key of a nested structure is written
  /// with its path: `augment.flip`.
  static var documentation: [ParameterDocumentation] { get }

  /// The defaults.
  init()
}

/// What help and errors say of one key of a stage.
public struct ParameterDocumentation: Sendable, Equatable {
  /// The key, or the dotted path of a nested key.
  public let key: String
  /// What the value does, its unit and range.
  public let text: String
  /// The words the value may be, when it is one of a few; empty otherwise.
  public let values: [String]

  /// Documents a key.
  public init(_ key: String, _ text: String, values: [String] = []) {
    self.key = key
    self.text = text
    self.values = values
  }
}

/// The parameters of a stage that has none.
public struct NoParameters: StageParameters, Equatable {
  /// Nothing to document.
  public static var documentation: [ParameterDocumentation] { [] }
  /// Makes the empty set.
  public init() {}
}

/// A value of a pipeline file that has the right type and still cannot be used.
public struct ParameterError: Error, Sendable {
  /// The key, or dotted path of a nested key.
  public let key: String
  /// What is wrong with the value and what would be right, without the key's name.
  public let reason: String
  /// What kind of failure it is: a wrong value, or a file it names that does not exist.
  public let status: ExitStatus

  /// Makes the error; the engine adds the pipeline file's name, line and column.
  public init(_ key: String, _ reason: String, status: ExitStatus = .usage) {
    self.key = key
    self.reason = reason
    self.status = status
  }
}
