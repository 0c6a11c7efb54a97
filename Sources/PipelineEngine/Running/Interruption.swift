import Foundation

/// What happens when the program is told to end by Ctrl-C (SIGINT), SIGTERM or SIGHUP.
public enum Interruption {
  /// Handles the signals on a thread of their own from now on; call it once, before any other thread is started.
  ///
  /// A closed pipe makes writes fail instead of killing the program (SIGPIPE is ignored). A hang-up that the
  /// caller has chosen to ignore stays ignored.
  ///
  /// - Parameter handler: Called on each signal with how many came before it. When it returns `false` the
  ///   program ends at once, temporary files removed, with 128 + the signal's number.
  public static func handle(_ handler: @escaping @Sendable (_ earlier: Int) -> Bool = { _ in false }) {
    signal(SIGPIPE, SIG_IGN)
    var signals = sigset_t()
    sigemptyset(&signals)
    sigaddset(&signals, SIGINT)
    sigaddset(&signals, SIGTERM)
    if !isIgnored(SIGHUP) { sigaddset(&signals, SIGHUP) }
    // Threads inherit the mask, so that only the thread that waits sees the signals.
    pthread_sigmask(SIG_BLOCK, &signals, nil)
    let waited = signals
    let thread = Thread {
      var signals = waited
      var count = 0
      while true {
        var number: Int32 = 0
        guard sigwait(&signals, &number) == 0 else { continue }
        if !handler(count) {
          AtomicFile.removeTemporaryFiles()
          StatusLine.standard.clear()
          _exit(128 + number)
        }
        count += 1
      }
    }
    thread.name = "signals"
    thread.start()
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
