import PipelineEngine

/// The fonts that pages are set in.
public struct FontCatalogue: Sendable {
  /// Opens a font file.
  public typealias Opener = @Sendable (_ path: String) throws -> any Typeface

  /// A face and what is known of it without opening it again.
  struct Font: Sendable {
    let path: String
    let family: String
    let style: FontStyle
    let isFixedPitch: Bool
    let isBold: Bool
    let isItalic: Bool
    let metrics: TypefaceMetrics

    /// The file's name, by which truth calls the font.
    var name: String { path.split(separator: "/").last.map(String.init) ?? path }
  }

  let fonts: [Font]
  let open: Opener
  /// The fonts of each style by family, as indices; sorted, so that what is drawn does not depend on where files are.
  let families: [FontStyle: [[Int]]]

  /// Looks at font files; those that lack letters or digits of English are left out.
  ///
  /// - Parameters:
  ///   - paths: Files, and folders whose `.ttf` and `.otf` files are taken, recursively.
  ///   - list: The files to take of those; all of them where there is no list.
  ///   - open: Opens a file.
  /// - Throws: ``SynthesisError`` where a path does not exist, the list names a file that is not there, or no font is
  ///   left; else what `open` throws for a named file.
  public init(paths: [String], list: FontList?, open: @escaping Opener) throws {
    let files = try materialFiles(paths, extensions: ["ttf", "otf"])
    var chosen: [(path: String, style: FontStyle)] = files.map { ($0, .unlisted) }
    if let list {
      chosen = try list.entries.map { entry in
        guard let path = files.first(where: { $0 == entry.name || $0.hasSuffix("/" + entry.name) }) else {
          throw SynthesisError(
            "\(entry.name): the font list names it, but it is not in \(paths.joined(separator: ", ")); install its "
              + "package or take it from the list", status: .missingInput)
        }
        return (path, entry.style)
      }
    }
    var fonts: [Font] = []
    for (path, style) in chosen {
      let typeface: any Typeface
      do {
        typeface = try open(path)
      } catch  where list == nil && !paths.contains(path) {
        continue
      }
      guard let metrics = TypefaceMetrics(typeface) else { continue }
      fonts.append(
        Font(
          path: path, family: typeface.family, style: style, isFixedPitch: typeface.isFixedPitch,
          isBold: typeface.isBold, isItalic: typeface.isItalic, metrics: metrics))
    }
    guard !fonts.isEmpty else {
      throw SynthesisError(
        "\(paths.joined(separator: ", ")): has no font with the letters and digits of English; name folders or files "
          + "of .ttf or .otf fonts with --fonts", status: .missingInput)
    }
    fonts.sort { ($0.family, $0.name) < ($1.family, $1.name) }
    self.fonts = fonts
    self.open = open
    families = Dictionary(grouping: fonts.indices) { fonts[$0].style }.mapValues { indices in
      Dictionary(grouping: indices) { fonts[$0].family }.sorted { $0.key < $1.key }.map(\.value)
    }
  }
}
