import Imaging
import TextTables

/// Writes XHTML whose elements say with class and title what they are and where: pages, blocks, paragraphs, lines, words
/// and characters.
///
/// Its form is that of Tesseract's, for which readers are made, but that a word's characters follow each other without
/// blanks, as they do in the word.
///
/// - SeeAlso: hOCR 1.2, <http://kba.github.io/hocr-spec/1.2/>.
struct HOCRWriter: TextWriter {
  func beginning(of document: String?) -> [UInt8] {
    var written = WrittenText()
    written.write(
      """
      <?xml version="1.0" encoding="UTF-8"?>
      <!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN"
          "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">
      <html xmlns="http://www.w3.org/1999/xhtml">
       <head>
        <title>
      """)
    written.writeEscaped(document ?? "")
    written.write(
      """
      </title>
        <meta http-equiv="Content-Type" content="text/html;charset=utf-8"/>
        <meta name='ocr-system' content='cleanpage'/>
        <meta name='ocr-capabilities' content='ocr_page ocr_carea ocr_par ocr_line ocrx_word ocrx_cinfo ocrp_wconf'/>
       </head>
       <body>

      """)
    return written.bytes
  }

  func page(_ text: PageText, at place: PagePlace) -> [UInt8] {
    var written = WrittenText()
    let page = place.number
    var counts = (blocks: 0, paragraphs: 0, lines: 0, words: 0)
    written.write("  <div class='ocr_page' id='page_\(page)' title='image \"")
    written.writeEscaped(Self.escaped(place.document))
    written.write("\"; bbox 0 0 \(text.width) \(text.height); ppageno \(page - 1)'>\n")
    for block in text.blocks {
      counts.blocks += 1
      written.write("   <div class='ocr_carea' id='block_\(page)_\(counts.blocks)' title='\(box(block.box))'>\n")
      for paragraph in block.paragraphs {
        counts.paragraphs += 1
        written.write("    <p class='ocr_par' id='par_\(page)_\(counts.paragraphs)' title='\(box(paragraph.box))'>\n")
        for line in paragraph.lines {
          counts.lines += 1
          let id = "line_\(page)_\(counts.lines)"
          written.write("     <span class='ocr_line' id='\(id)' title='\(properties(of: line))'>\n")
          for word in line.words {
            counts.words += 1
            write(word, id: "word_\(page)_\(counts.words)", to: &written)
          }
          written.write("     </span>\n")
        }
        written.write("    </p>\n")
      }
      written.write("   </div>\n")
    }
    written.write("  </div>\n")
    return written.bytes
  }

  var end: [UInt8] { Array(" </body>\n</html>\n".utf8) }

  private func write(_ word: TextWord, id: String, to written: inout WrittenText) {
    let confidence = share(word.confidence, of: 100, decimals: 0)
    written.write("      <span class='ocrx_word' id='\(id)' title='\(box(word.box)); x_wconf \(confidence)'>")
    // Readers stumble over characters without text.
    for character in word.characters where !character.text.isEmpty {
      let confidence = share(character.probability, of: 100, decimals: 4)
      written.write("<span class='ocrx_cinfo' title='x_bboxes \(corners(character.box)); x_conf \(confidence)'>")
      written.writeEscaped(character.text)
      written.write("</span>")
    }
    written.write("</span>\n")
  }

  /// The box, the baseline against the box's lower left corner, and the size of the letters.
  private func properties(of line: TextLine) -> String {
    let slope = (line.baseline.right - line.baseline.left) / Double(max(1, line.box.width - 1))
    let offset = line.baseline.left - Double(line.box.maxY)
    // A font is about twice as high as its x; Tesseract takes the same share where a line has no taller letters.
    let size = 2 * line.xHeight
    return "\(box(line.box)); baseline \(decimals(slope, 5)) \(decimals(offset, 2)); x_size \(decimals(size, 2))"
  }

  private func box(_ box: PixelBox) -> String { "bbox \(corners(box))" }

  /// The left and upper edge, and the right and lower one beyond the last pixel.
  private func corners(_ box: PixelBox) -> String { "\(box.x) \(box.y) \(box.maxX) \(box.maxY)" }

  /// A text as it stands between the quotation marks of a property's value.
  private static func escaped(_ text: String) -> String {
    var escaped = ""
    for scalar in text.unicodeScalars {
      if scalar == "\"" || scalar == "\\" { escaped += "\\" }
      escaped.unicodeScalars.append(scalar)
    }
    return escaped
  }
}
