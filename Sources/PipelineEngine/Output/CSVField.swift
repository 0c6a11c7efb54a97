/// A text as a field of a CSV file, in quotes where it has to be.
///
/// - SeeAlso: RFC 4180, "Common Format and MIME Type for Comma-Separated Values (CSV) Files", 2005.
public func csvField(_ text: String) -> String {
  guard text.contains(where: { $0 == "," || $0 == "\"" || $0.isNewline }) else { return text }
  let parts = text.split(separator: "\"", omittingEmptySubsequences: false)
  return "\"" + parts.joined(separator: "\"\"") + "\""
}
