import ImageFiles

/// The exit code an error leads to: bad pages 65, what the program knows by its own code, the rest 70.
public func exitStatus(of error: any Error) -> ExitStatus {
  switch error {
  case let error as any ExitStatusError: error.status
  case is ImageFileError, is PageError: .badPage
  default: .software
  }
}
