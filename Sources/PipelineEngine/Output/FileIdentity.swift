import Foundation

/// Which file a path means, however it is written.
struct FileIdentity: Equatable, Hashable {
  let device: UInt64
  let node: UInt64

  init(_ information: stat) {
    device = UInt64(information.st_dev)
    node = UInt64(information.st_ino)
  }

  init?(_ path: String) {
    var information = stat()
    guard stat(path, &information) == 0 else { return nil }
    self.init(information)
  }
}
