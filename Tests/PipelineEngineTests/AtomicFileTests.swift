import Foundation
import TestSupport
import Testing

@testable import PipelineEngine

@Suite struct AtomicFileTests {
  @Test func writesAndReplacesWholeFiles() throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/a.bin"
    try AtomicFile.write([1, 2, 3], to: path, replacing: false)
    #expect(folder.read("a.bin") == [1, 2, 3])
    try AtomicFile.write([4], to: path, replacing: true)
    #expect(folder.read("a.bin") == [4])
    #expect(folder.files == ["a.bin"])
  }

  @Test func anExistingFileIsRefusedAndStays() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write("a.bin", [9])
    let error = #expect(throws: FileError.self) {
      try AtomicFile.write([1], to: path, replacing: false)
    }
    #expect(error?.status == .cannotCreate)
    #expect(folder.read("a.bin") == [9])
    #expect(folder.files == ["a.bin"])
  }

  @Test func aReplacedFileKeepsItsModeAndALinkItsPlace() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write("a.bin", [9])
    chmod(path, 0o640)
    symlink("a.bin", folder.path + "/link")
    try AtomicFile.write([1], to: folder.path + "/link", replacing: true)
    #expect(folder.read("a.bin") == [1])
    var information = stat()
    #expect(stat(path, &information) == 0 && information.st_mode & 0o777 == 0o640)
    #expect(lstat(folder.path + "/link", &information) == 0 && information.st_mode & S_IFMT == S_IFLNK)
  }

  @Test func aFileThatCannotBeCreatedLeavesNothingBehind() throws {
    let folder = try TemporaryFolder()
    try folder.write("a.bin", [9])
    let missing = #expect(throws: FileError.self) {
      try AtomicFile.write([1], to: folder.path + "/none/a.bin", replacing: false)
    }
    #expect(missing?.status == .cannotCreate)
    let isFolder = #expect(throws: FileError.self) {
      try AtomicFile.write([1], to: folder.path, replacing: true)
    }
    #expect(isFolder?.status == .cannotCreate)
    #expect(folder.files == ["a.bin"])
  }

  @Test func aDeviceIsWrittenToAndStaysADevice() throws {
    try AtomicFile.write([1], to: "/dev/null", replacing: false)
    let error = #expect(throws: FileError.self) {
      try AtomicFile.write([1], to: "/dev/full", replacing: true)
    }
    #expect(error?.status == .inputOutput)
    #expect(error?.stopsTheRun == true)
    var information = stat()
    #expect(stat("/dev/full", &information) == 0 && information.st_mode & S_IFMT == S_IFCHR)
  }
}
