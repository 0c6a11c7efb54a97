import Foundation
import Imaging
import TextTables

/// Writes ALTO 4.4: blocks as composed blocks, their paragraphs as text blocks, and in them lines, words, characters and
/// what else these may be.
///
/// ALTO's glyphs are single characters. What is read as several, such as a ligature, becomes as many glyphs, which share
/// its box in equal parts.
///
/// - SeeAlso: <http://www.loc.gov/standards/alto/v4/alto-4-4.xsd>.
struct ALTOWriter: TextWriter {
  /// The longest text that the schema lets a variant have.
  private static let longestVariant = 3

  func beginning(of document: String?) -> [UInt8] {
    var written = WrittenText()
    written.write(
      """
      <?xml version="1.0" encoding="UTF-8"?>
      <alto xmlns="http://www.loc.gov/standards/alto/ns-v4#" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" \
      xsi:schemaLocation="http://www.loc.gov/standards/alto/ns-v4# http://www.loc.gov/standards/alto/v4/alto-4-4.xsd">
       <Description>
        <MeasurementUnit>pixel</MeasurementUnit>

      """)
    if let document {
      written.write("  <sourceImageInformation>\n   <fileName>")
      written.writeEscaped(document)
      written.write("</fileName>\n  </sourceImageInformation>\n")
    }
    written.write(
      """
        <OCRProcessing ID="ocr">
         <ocrProcessingStep>
          <processingSoftware>
           <softwareName>cleanpage</softwareName>
          </processingSoftware>
         </ocrProcessingStep>
        </OCRProcessing>
       </Description>
       <Layout>

      """)
    return written.bytes
  }

  func page(_ text: PageText, at place: PagePlace) -> [UInt8] {
    var written = WrittenText()
    let page = place.number
    var counts = (blocks: 0, paragraphs: 0, lines: 0, words: 0)
    written.write(
      "  <Page ID=\"page_\(page)\" PHYSICAL_IMG_NR=\"\(page)\" WIDTH=\"\(text.width)\" HEIGHT=\"\(text.height)\">\n"
        + "   <PrintSpace HPOS=\"0\" VPOS=\"0\" WIDTH=\"\(text.width)\" HEIGHT=\"\(text.height)\">\n")
    for block in text.blocks {
      counts.blocks += 1
      written.write("    <ComposedBlock ID=\"block_\(page)_\(counts.blocks)\" \(position(of: block.box))>\n")
      for paragraph in block.paragraphs {
        counts.paragraphs += 1
        written.write("     <TextBlock ID=\"par_\(page)_\(counts.paragraphs)\" \(position(of: paragraph.box))>\n")
        for line in paragraph.lines {
          counts.lines += 1
          let id = "line_\(page)_\(counts.lines)"
          written.write("      <TextLine ID=\"\(id)\" \(position(of: line.box)) BASELINE=\"\(baseline(of: line))\">\n")
          for (index, word) in line.words.enumerated() {
            counts.words += 1
            if index > 0 { write(spaceFrom: line.words[index - 1].box, to: word.box, in: &written) }
            write(word, id: "word_\(page)_\(counts.words)", to: &written)
          }
          written.write("      </TextLine>\n")
        }
        written.write("     </TextBlock>\n")
      }
      written.write("    </ComposedBlock>\n")
    }
    written.write("   </PrintSpace>\n  </Page>\n")
    return written.bytes
  }

  var end: [UInt8] { Array(" </Layout>\n</alto>\n".utf8) }

  private func write(spaceFrom left: PixelBox, to right: PixelBox, in written: inout WrittenText) {
    let start = left.maxX
    // Slanted words may overlap.
    written.write("       <SP HPOS=\"\(start)\" VPOS=\"\(left.y)\" WIDTH=\"\(max(0, right.x - start))\"/>\n")
  }

  private func write(_ word: TextWord, id: String, to written: inout WrittenText) {
    written.write("       <String ID=\"\(id)\" \(position(of: word.box)) CONTENT=\"")
    written.writeEscaped(word.characters.map { Self.composed($0.text) }.joined())
    written.write("\" WC=\"\(share(word.confidence, decimals: 4))\">\n")
    for character in word.characters { write(character, to: &written) }
    written.write("       </String>\n")
  }

  private func write(_ character: TextCharacter, to written: inout WrittenText) {
    let scalars = Self.composed(character.text).unicodeScalars
    for (index, scalar) in scalars.enumerated() {
      let left = character.box.x + character.box.width * index / scalars.count
      let right = character.box.x + character.box.width * (index + 1) / scalars.count
      let box = PixelBox(x: left, y: character.box.y, width: right - left, height: character.box.height)
      written.write("        <Glyph \(position(of: box)) CONTENT=\"")
      written.writeEscaped(String(scalar))
      written.write("\" GC=\"\(share(character.probability, decimals: 4))\">")
      if scalars.count == 1 { write(character.candidates.filter { $0.text != character.text }, to: &written) }
      written.write("</Glyph>\n")
    }
  }

  private func write(_ candidates: [TextCharacter.Candidate], to written: inout WrittenText) {
    for candidate in candidates {
      let text = Self.composed(candidate.text)
      guard text.unicodeScalars.count <= Self.longestVariant else { continue }
      written.write("<Variant CONTENT=\"")
      written.writeEscaped(text)
      written.write("\" VC=\"\(share(candidate.probability, decimals: 4))\"/>")
    }
  }

  /// A text with its accents in the letters, as ALTO's glyphs have them.
  private static func composed(_ text: String) -> String { text.precomposedStringWithCanonicalMapping }

  private func position(of box: PixelBox) -> String {
    "HPOS=\"\(box.x)\" VPOS=\"\(box.y)\" WIDTH=\"\(box.width)\" HEIGHT=\"\(box.height)\""
  }

  /// The points at the box's left and right edges.
  private func baseline(of line: TextLine) -> String {
    let right = line.box.x + max(0, line.box.width - 1)
    return "\(line.box.x),\(decimals(line.baseline.left, 2)) \(right),\(decimals(line.baseline.right, 2))"
  }
}
