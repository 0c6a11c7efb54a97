#if Synthesis
  import CFreeType
  import PipelineEngine
  import Synthesis

  /// A face of a font file, read by FreeType in the font's own units, without hinting.
  ///
  /// Kerning is that of the font's `kern` table.
  public final class FreeTypeFace: Typeface {
    private let library: FT_Library
    private let face: FT_Face
    private let unitsPerEm: Double
    private var glyphs: [UInt32: (advance: Double, outline: Outline)] = [:]

    /// The family's name as the file gives it; the path where it gives none.
    public let family: String

    /// Opens the first face of a file.
    ///
    /// - Throws: ``SynthesisError`` 65 where the file is no font of outlines with Unicode's characters.
    public init(path: String) throws(SynthesisError) {
      var library: FT_Library?
      guard FT_Init_FreeType(&library) == 0, let library else {
        throw SynthesisError("\(path): FreeType cannot be started", status: .software)
      }
      var face: FT_Face?
      guard FT_New_Face(library, path, 0, &face) == 0, let face else {
        FT_Done_FreeType(library)
        throw SynthesisError("\(path): is not a font file that FreeType reads", status: .badPage)
      }
      self.library = library
      self.face = face
      unitsPerEm = Double(face.pointee.units_per_EM)
      family = face.pointee.family_name.map { String(cString: $0) } ?? path
      let isUsable = Int(face.pointee.face_flags) & FT_FACE_FLAG_SCALABLE != 0 && face.pointee.units_per_EM > 0
      guard isUsable, FT_Select_Charmap(face, FT_ENCODING_UNICODE) == 0 else {
        throw SynthesisError("\(path): is not a font of outlines with Unicode's characters", status: .badPage)
      }
    }

    deinit {
      FT_Done_Face(face)
      FT_Done_FreeType(library)
    }

    /// Whether the file says that all glyphs are equally wide.
    public var isFixedPitch: Bool { Int(face.pointee.face_flags) & FT_FACE_FLAG_FIXED_WIDTH != 0 }
    /// Whether the file calls itself bold.
    public var isBold: Bool { Int32(face.pointee.style_flags) & FT_STYLE_FLAG_BOLD != 0 }
    /// Whether the file calls itself italic or oblique.
    public var isItalic: Bool { Int32(face.pointee.style_flags) & FT_STYLE_FLAG_ITALIC != 0 }

    /// The glyph of a character; `nil` where the font has none.
    public func glyph(for character: Unicode.Scalar) -> UInt32? {
      let index = FT_Get_Char_Index(face, FT_ULong(character.value))
      return index == 0 ? nil : index
    }

    /// How far the pen moves on, in ems.
    public func advance(of glyph: UInt32) -> Double { load(glyph).advance }

    /// The outline in ems; empty for a blank, or a glyph that cannot be read.
    public func outline(of glyph: UInt32) -> Outline { load(glyph).outline }

    /// The `kern` table's distance of two neighbours, in ems.
    public func kerning(_ left: UInt32, _ right: UInt32) -> Double {
      guard Int(face.pointee.face_flags) & FT_FACE_FLAG_KERNING != 0 else { return 0 }
      var vector = FT_Vector()
      guard FT_Get_Kerning(face, left, right, FT_KERNING_UNSCALED.rawValue, &vector) == 0 else { return 0 }
      return Double(vector.x) / unitsPerEm
    }

    private func load(_ glyph: UInt32) -> (advance: Double, outline: Outline) {
      if let known = glyphs[glyph] { return known }
      var loaded = (advance: 0.0, outline: Outline())
      if FT_Load_Glyph(face, glyph, FT_Int32(FT_LOAD_NO_SCALE)) == 0, let slot = face.pointee.glyph {
        loaded.advance = Double(slot.pointee.advance.x) / unitsPerEm
        if slot.pointee.format == FT_GLYPH_FORMAT_OUTLINE {
          loaded.outline = decompose(&slot.pointee.outline, unitsPerEm: unitsPerEm)
        }
      }
      glyphs[glyph] = loaded
      return loaded
    }
  }

  /// What FreeType's callbacks add to.
  private struct Decomposition {
    var outline = Outline()
    let unitsPerEm: Double

    func point(_ vector: UnsafePointer<FT_Vector>?) -> Point {
      guard let vector = vector?.pointee else { return Point(x: 0, y: 0) }
      return Point(x: Double(vector.x) / unitsPerEm, y: Double(vector.y) / unitsPerEm)
    }

    static func run(_ user: UnsafeMutableRawPointer?, _ body: (inout Decomposition) -> Void) -> Int32 {
      guard let user else { return 1 }
      body(&user.assumingMemoryBound(to: Decomposition.self).pointee)
      return 0
    }
  }

  private func decompose(_ source: inout FT_Outline, unitsPerEm: Double) -> Outline {
    var functions = FT_Outline_Funcs()
    functions.move_to = { to, user in Decomposition.run(user) { $0.outline.move(to: $0.point(to)) } }
    functions.line_to = { to, user in Decomposition.run(user) { $0.outline.line(to: $0.point(to)) } }
    functions.conic_to = { control, to, user in
      Decomposition.run(user) { $0.outline.curve(to: $0.point(to), control: $0.point(control)) }
    }
    functions.cubic_to = { first, second, to, user in
      Decomposition.run(user) { $0.outline.curve(to: $0.point(to), controls: $0.point(first), $0.point(second)) }
    }
    var result = Decomposition(unitsPerEm: unitsPerEm)
    let failure = withUnsafeMutablePointer(to: &result) { FT_Outline_Decompose(&source, &functions, $0) }
    return failure == 0 ? result.outline : Outline()
  }
#endif
