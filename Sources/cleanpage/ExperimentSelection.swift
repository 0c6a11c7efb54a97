import ArgumentParser
import Experiments
import PipelineEngine

/// Which of the experiments there are are meant.
struct ExperimentSelection: ParsableArguments {
  @Argument(help: ArgumentHelp("The experiments, such as C24.", valueName: "id"))
  var ids: [String] = []

  @Option(help: ArgumentHelp("All experiments whose names begin with these letters.", valueName: "letters"))
  var group: String?

  func validate() throws {
    if ids.isEmpty == (group == nil) { throw ValidationError("Name experiments, or a --group of them.") }
  }

  /// The files of a folder that are meant, in the order in which they are named.
  func files(in folder: String) throws -> [ExperimentFile] {
    let all = try ExperimentFile.all(in: folder)
    if let group {
      let chosen = all.filter { $0.group == group }
      guard !chosen.isEmpty else {
        let groups = Set(all.map(\.group)).sorted().joined(separator: ", ")
        throw UsageError("--group \(group): \(folder) has no such experiments; its groups are \(groups)")
      }
      return chosen
    }
    return try ids.map { id in
      guard let file = all.first(where: { $0.id == id }) else {
        throw UsageError("\(folder) has no experiment '\(id)'; 'cleanpage experiment list' shows those it has")
      }
      return file
    }
  }
}
