struct TIFFDirectory {
  static func pages(of: [UInt8], name: String) throws(ImageFileError) -> [TIFFDirectory] { [TIFFDirectory()] }
}
