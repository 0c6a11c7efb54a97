import Foundation
import TestSupport
import Testing

@Suite struct InterruptionTests {
  let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try folder.write("copy.yaml", copyPipeline)
  }

  @Test func aFullDiskIs74AndLeavesNothing() throws {
    try folder.write("a.pgm", graymap())
    let piped = try Command.shell(
      "\"$0\" run copy.yaml a.pgm > /dev/full", [Command.executable.path], in: folder)
    #expect(piped.status == 74)
    #expect(piped.messages.contains("no space left on device"))
    // A limit on the size of files makes a write end early, as a disk that fills up does.
    try folder.write("large.pgm", graymap(width: 900, height: 900))
    let limited = try Command.shell(
      "trap '' XFSZ; ulimit -f 100; \"$0\" run copy.yaml large.pgm -o out.pgm", [Command.executable.path],
      in: folder)
    #expect(limited.status == 74)
    #expect(folder.files == ["a.pgm", "copy.yaml", "large.pgm"])
  }

  @Test func aClosedPipeEndsQuietly() throws {
    try folder.write("large.pgm", graymap(width: 1_000, height: 1_000))
    let outcome = try Command.shell(
      "{ \"$0\" run copy.yaml large.pgm; echo \"status $?\" >&2; } | head -c 1 > /dev/null",
      [Command.executable.path], in: folder)
    #expect(outcome.messages == "status 74\n")
  }

  @Test(arguments: [("INT", 130), ("TERM", 143)])
  func aSignalEndsTheRunWithoutPartialFiles(signal: String, status: Int) throws {
    for number in 0..<400 { try folder.write("in/\(number).pgm", graymap(width: 300, height: 300)) }
    // The input never ends, so that the run is still going on when the signal comes.
    let outcome = try Command.shell(
      """
      mkfifo pipe
      timeout -s KILL 20 "$0" run copy.yaml in - -o out --jobs 2 < pipe & child=$!
      exec 3> pipe
      tries=0
      while [ -z "$(ls out/in 2> /dev/null)" ] && [ $tries -lt 500 ]; do sleep 0.02; tries=$((tries + 1)); done
      kill -\(signal) $child
      wait $child
      """, [Command.executable.path], in: folder)
    #expect(Int(outcome.status) == status)
    let expected = graymap(width: 300, height: 300)
    let results = folder.files.filter { $0.hasPrefix("out/") }
    #expect(!results.isEmpty)
    for result in results {
      #expect(!result.contains(".part"))
      #expect(folder.read(result) == expected)
    }
  }
}
