import Foundation

#if canImport(FoundationXML)
  import FoundationXML
#endif

/// An element of an XML document as a parser reads it.
public final class XMLElement {
  /// Its name.
  public let name: String
  /// Its attributes by name.
  public let attributes: [String: String]
  /// The elements in it, but not in those.
  public fileprivate(set) var children: [XMLElement] = []
  /// The text in it, elements within left out.
  public fileprivate(set) var ownText = ""
  fileprivate weak var parent: XMLElement?

  fileprivate init(name: String, attributes: [String: String], parent: XMLElement?) {
    self.name = name
    self.attributes = attributes
    self.parent = parent
  }

  /// The element and all in it.
  public var all: [XMLElement] { [self] + children.flatMap(\.all) }

  /// All text in it.
  public var text: String { children.isEmpty ? ownText : children.map(\.text).joined() }

  /// The elements in it of a name or of an hOCR class.
  public func all(_ name: String) -> [XMLElement] { all.filter { $0.name == name || $0.attributes["class"] == name } }

  /// Reads a document.
  ///
  /// - Throws: What the parser says where it is not well-formed.
  public static func read(_ document: String) throws -> XMLElement {
    let reader = Reader()
    let parser = XMLParser(data: Data(document.utf8))
    parser.delegate = reader
    guard parser.parse(), let root = reader.root else { throw Malformed(description: "\(parser.parserError as Any)") }
    return root
  }

  private struct Malformed: Error, CustomStringConvertible { let description: String }

  private final class Reader: NSObject, XMLParserDelegate {
    var root: XMLElement?
    private var current: XMLElement?

    func parser(
      _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
      attributes: [String: String]
    ) {
      let element = XMLElement(name: name, attributes: attributes, parent: current)
      current?.children.append(element)
      root = root ?? element
      current = element
    }

    func parser(_ parser: XMLParser, foundCharacters string: String) { current?.ownText += string }

    func parser(_ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?) {
      current = current?.parent
    }
  }
}
