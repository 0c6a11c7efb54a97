import Foundation

/// What happens when the program is told to end by Ctrl-C (SIGINT), SIGTERM or SIGHUP.
public enum Interruption {
  /// Handles the signals on a thread of their own from now on; call it once.
  ///
  /// A closed pipe makes writes fail instead of killing the program (SIGPIPE is ignored). A hang-up that the
  /// caller has chosen to ignore stays ignored.
  ///
  /// - Parameter handler: Called on each signal with how many came before it. When it returns `false` the
  ///   program ends at once, temporary files removed, with 128 + the signal's number.
  public static func handle(_ handler: @escaping @Sendable (_ earlier: Int) -> Bool = { _ in false }) {
    signal(SIGPIPE, SIG_IGN)
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { return }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    let readingEnd = ends[0]
    writingEnd = ends[1]
    for number in [SIGINT, SIGTERM] { catchSignal(number) }
    if !isIgnored(SIGHUP) { catchSignal(SIGHUP) }
    unblockSignals()
    let thread = Thread {
      var count = 0
      while true {
        var number: UInt8 = 0
        let got = read(readingEnd, &number, 1)
        if got < 0, errno == EINTR { continue }
        guard got == 1 else { return restoreDefaults() }
        if !handler(count) {
          AtomicFile.removeTemporaryFiles()
          StatusLine.standard.clear()
          _exit(128 + Int32(number))
        }
        count += 1
      }
    }
    thread.name = "signals"
    thread.start()
  }

  /// Where the signal handler leaves the signal's number; set once, before the handlers are installed.
  nonisolated(unsafe) private static var writingEnd: Int32 = -1

  private static func catchSignal(_ number: Int32) {
    var action = sigaction()
    // Only what is safe in a signal handler happens here; the rest is up to the thread that reads.
    let note: @convention(c) (Int32) -> Void = { number in
      let saved = errno
      var byte = UInt8(truncatingIfNeeded: number)
      _ = write(Interruption.writingEnd, &byte, 1)
      errno = saved
    }
    #if os(Linux)
      action.__sigaction_handler.sa_handler = note
    #else
      action.__sigaction_u.__sa_handler = note
    #endif
    action.sa_flags = SA_RESTART
    sigaction(number, &action, nil)
  }

  /// A parent that blocks signals on the thread it starts programs from, as thread pools do, hands that on.
  private static func unblockSignals() {
    var signals = sigset_t()
    sigemptyset(&signals)
    for number in [SIGINT, SIGTERM, SIGHUP] { sigaddset(&signals, number) }
    pthread_sigmask(SIG_UNBLOCK, &signals, nil)
  }

  /// Lets the signals end the program by themselves, where nobody is left to handle them.
  private static func restoreDefaults() {
    for number in [SIGINT, SIGTERM, SIGHUP] where !isIgnored(number) { signal(number, SIG_DFL) }
  }

  private static func isIgnored(_ number: Int32) -> Bool {
    var action = sigaction()
    guard sigaction(number, nil, &action) == 0 else { return false }
    #if os(Linux)
      return unsafeBitCast(action.__sigaction_handler.sa_handler, to: Int.self) == 1
    #else
      return unsafeBitCast(action.__sigaction_u.__sa_handler, to: Int.self) == 1
    #endif
  }
}
