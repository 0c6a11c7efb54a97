import Foundation

/// Opens what the caller has closed of standard input, output and error, in a way that lets using it fail; call it first.
///
/// The first file or pipe that the program opens would take the number otherwise, and be read for the page.
public func reserveStandardDescriptors() {
  for (descriptor, mode) in [(STDIN_FILENO, O_WRONLY), (STDOUT_FILENO, O_RDONLY), (STDERR_FILENO, O_RDONLY)]
  where fcntl(descriptor, F_GETFD) == -1 {
    _ = open("/dev/null", mode)
  }
}
