/// Work on a thread of its own whose outcome is fetched later.
///
/// It is made, waited for and given up by one thread. Given up without being waited for, it is waited for.
final class Background<Outcome> {
  /// Where the outcome is left; read only when the thread has ended.
  private final class Place: @unchecked Sendable {
    let work: () -> Outcome
    var outcome: Outcome?

    init(_ work: @escaping () -> Outcome) { self.work = work }
  }

  private let place: Place
  private var thread: DedicatedThread?

  /// Starts the work; without a thread to be had it is done when it is waited for.
  ///
  /// - Parameter work: What it uses is left alone by everyone else until it has been waited for.
  init(name: String, _ work: @escaping () -> Outcome) {
    let place = Place(work)
    self.place = place
    thread = DedicatedThread(name: name) { place.outcome = place.work() }
  }

  deinit { thread?.join() }

  /// Waits for the end of the work.
  func wait() -> Outcome {
    thread?.join()
    thread = nil
    if let outcome = place.outcome { return outcome }
    let outcome = place.work()
    place.outcome = outcome
    return outcome
  }
}
