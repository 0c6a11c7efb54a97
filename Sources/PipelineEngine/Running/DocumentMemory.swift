/// The memory of one document's pages in flight: one decoded ahead, one computed, one encoded; used by the thread that
/// runs the document.
///
/// Only the page that is computed ever waits for memory. The other two are a page's worth more, taken where it is free
/// at once; where it is not, pages go one after the other.
final class DocumentMemory {
  /// Takes that many bytes in all, waiting until they are free.
  private let take: (Int) -> Void
  /// Takes that many bytes in all where they are free.
  private let tryToTake: (Int) -> Bool
  private var computing = 0
  private var encoding = 0
  /// Waits until the page before is encoded.
  var finishEncoding: () -> Void = {}

  init(take: @escaping (Int) -> Void, tryToTake: @escaping (Int) -> Bool) {
    self.take = take
    self.tryToTake = tryToTake
  }

  /// Takes the memory to compute a page that has just been decoded.
  func takePage(_ bytes: Int) {
    computing = bytes
    if tryToTake(bytes + encoding) { return }
    finishEncoding()
    take(bytes)
  }

  /// Takes the memory of a page to be decoded while another is computed, where it is free.
  func reserveNext(_ bytes: Int) -> Bool { tryToTake(computing + encoding + bytes) }

  /// Notes that a page goes to be encoded, in memory that was taken to compute it.
  func startEncoding(_ bytes: Int) { encoding = bytes }

  /// Notes that the page has been encoded. Its memory is given back when the next page takes its own.
  func endEncoding() { encoding = 0 }
}
