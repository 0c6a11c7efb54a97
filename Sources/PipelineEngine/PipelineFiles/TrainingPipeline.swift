/// A checked pipeline of one training stage.
public struct TrainingPipeline: Sendable {
  /// Runs the stage.
  public let train: @Sendable (TrainingSession) throws -> TrainingOutcome

  /// Checks a pipeline file against the catalogue and makes its stage.
  ///
  /// - Throws: ``PipelineFileError`` for the first thing that is wrong, with its line.
  public init(_ file: PipelineFile, catalogue: StageCatalogue, context: StageContext) throws {
    let assembly = PipelineAssembly(file: file, catalogue: catalogue, context: context)
    let types = try assembly.stageTypes()
    guard let entry = file.entries.first, let type = types.first as? any TrainingStage.Type, types.count == 1
    else {
      let index = types.firstIndex { !($0 is any TrainingStage.Type) } ?? 1
      throw PipelineFileError(
        file: file.path, mark: file.entries[index].mark,
        reason: "a training pipeline is one stage that trains; "
          + (index < types.count && !(types[index] is any TrainingStage.Type)
            ? "'\(file.entries[index].name)' does not (run such a pipeline with 'cleanpage run')"
            : "'\(file.entries[index].name)' is one too many"))
    }
    train = try Self.make(type, entry, assembly)
  }

  private static func make<S: TrainingStage>(
    _ type: S.Type, _ entry: PipelineFile.Entry, _ assembly: PipelineAssembly
  ) throws -> @Sendable (TrainingSession) throws -> TrainingOutcome {
    let stage = try assembly.make(type, entry)
    return { try stage.train($0) }
  }
}
