import ArgumentParser
import PipelineEngine

/// Runs a command's body, and turns its errors into a sentence on standard error and an exit code.
func reporting(_ body: () throws -> ExitStatus) throws {
  let status: ExitStatus
  do {
    status = try body()
  } catch {
    StatusLine.standard.message("cleanpage: \(error)")
    status = exitStatus(of: error)
  }
  if status != .success { throw ExitCode(status.rawValue) }
}
