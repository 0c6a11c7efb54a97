import Imaging
import PageText

@testable import PipelineEngine

/// Pretends to read: a page says its gray, once a page, unless it is of a gray that is not read.
struct ReadGrayStage: PageStage {
  struct Parameters: StageParameters {
    var unreadGray = 255
    static var documentation: [ParameterDocumentation] { [ParameterDocumentation("unreadGray", "a gray")] }
  }
  static let name = "read-gray"
  static let summary = "Says what gray a page is."
  static let readsText = true
  let unreadGray: Int

  init(_ parameters: Parameters, context: StageContext) { unreadGray = parameters.unreadGray }

  func process(_ page: GrayPage) throws -> GrayPage {
    let gray = Int(page.image.samples.first ?? 0) / 257
    guard gray != unreadGray else { return page }
    var page = page
    page.text = grayText(gray, width: page.image.width, height: page.image.height)
    return page
  }
}

/// A page on which there is a gray, as one character with a blank of doubt.
func grayText(_ gray: Int, width: Int = 3, height: Int = 2) -> PageText {
  let character = TextCharacter(
    box: PixelBox(x: 0, y: 0, width: width, height: height), text: "\(gray)",
    candidates: [TextCharacter.Candidate(text: "\(gray)", probability: 0.5)])
  let line = TextLine(
    words: [TextWord(characters: [character])], baseline: TextLine.Baseline(left: 1, right: 1), xHeight: 1)
  return PageText(
    width: width, height: height, blocks: [TextBlock(paragraphs: [TextParagraph(lines: [line])])])
}
