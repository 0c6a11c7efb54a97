import Foundation
import ImageFiles
import Imaging

/// An image as the address of a PNG that holds it itself; `nil` where memory does not suffice to encode it.
///
/// - SeeAlso: RFC 2397, "The 'data' URL scheme", 1998.
func pngAddress(of image: GrayImage) -> String? {
  guard let writer = try? ImageWriter(format: .png, options: EncodingOptions(compressionLevel: 9), name: "image"),
    (try? writer.append(image, bilevel: false, resolution: nil)) != nil, let bytes = try? writer.finish()
  else { return nil }
  return "data:image/png;base64," + Data(bytes).base64EncodedString()
}
