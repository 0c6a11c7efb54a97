/// What kind of lettering a font is, by which fonts are drawn for a purpose.
public enum FontStyle: String, Sendable, CaseIterable, Codable {
  /// Book faces with serifs.
  case serif
  /// Faces without serifs.
  case sans
  /// Faces of one width: typewriters, terminals, till rolls.
  case mono
  /// Faces with heavy serifs.
  case slab
  /// Faces for titles and posters.
  case display
  /// Broken scripts.
  case blackletter
  /// Faces that look written by hand.
  case script
  /// Faces of which nothing is known: those that no list names.
  case unlisted
}
