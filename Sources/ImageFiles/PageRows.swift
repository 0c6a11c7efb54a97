import Imaging

/// The rows of a page in one of the forms that files hold.
enum PageRows {
  /// 8-bit gray.
  case gray(GrayImage)
  /// One bit a pixel, white from one half on.
  case bilevel(GrayImage)
  /// 8-bit RGB.
  case colour(RecolouredImage)

  /// Pixels a row.
  var width: Int { plane.width }
  /// Rows.
  var height: Int { plane.height }
  /// Samples a pixel.
  var channels: Int {
    if case .colour = self { 3 } else { 1 }
  }
  /// Bits a sample.
  var bits: Int {
    if case .bilevel = self { 1 } else { 8 }
  }

  private var plane: GrayImage {
    switch self {
    case .gray(let image), .bilevel(let image): image
    case .colour(let image): image.luma
    }
  }

  /// Calls `body` with the bytes of every row from the top.
  ///
  /// - Parameter one: Which tone a set bit of a bilevel row stands for.
  func forEach<Failure: Error>(
    one: BilevelTone, _ body: (UnsafeBufferPointer<UInt8>) throws(Failure) -> Void
  ) throws(Failure) {
    switch self {
    case .gray(let image): try image.forEachByteRow(body)
    case .bilevel(let image): try image.forEachBitRow(one: one, body)
    case .colour(let image): try image.forEachRow(body)
    }
  }
}
