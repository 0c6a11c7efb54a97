/// The stages that pipeline files can name.
public struct StageCatalogue: Sendable {
  /// The stages by name.
  public let stages: [String: any PipelineStage.Type]

  /// Makes a catalogue of ``DecodeStage``, ``EncodeStage``, ``WriteTextStage`` and the given stages.
  public init(_ stages: [any PipelineStage.Type] = []) {
    let engine: [any PipelineStage.Type] = [DecodeStage.self, EncodeStage.self, WriteTextStage.self]
    self.stages = Dictionary((engine + stages).map { ($0.name, $0) }) { _, later in later }
  }

  /// The names, sorted.
  public var names: [String] { stages.keys.sorted() }

  /// The stage of a name, if there is one.
  public subscript(name: String) -> (any PipelineStage.Type)? { stages[name] }
}
