import Foundation
import Randomness
import Testing

@testable import TextRecognition

/// What a language model promises whoever reads with it.
@Suite struct LanguageModelTests {
  /// The sum of the probabilities of all characters and the unknown, and of the second space that never comes.
  private func sum(_ model: CharacterLanguageModel, after state: CharacterLanguageModel.State) -> Double {
    let known = model.characters.filter { !(state.isAfterSpace && $0 == " ") }
    let unknown = 256 * exp(Double(model.score("\u{10FFFF}", after: state).logProbability))
    let second =
      state.isAfterSpace ? model.table.score(model.alphabet.space, after: state.context).logProbability : -100
    return known.reduce(unknown + exp(Double(second))) {
      $0 + exp(Double(model.score($1, after: state).logProbability))
    }
  }

  /// Probabilities are rounded to 256 values.
  @Test(arguments: [Smoothing.wittenBell, .kneserNey], [0, 5000])
  func probabilitiesSumToOneAfterAnyText(smoothing: Smoothing, size: Int) {
    let model = trained(on: plainText, order: 5, smoothing: smoothing, size: size)
    var random = SeededRandom(seed: 3)
    let text = Array(heldOutText)
    for _ in 0..<40 {
      let end = random.below(text.count)
      let piece = String(text[max(0, end - 8)..<end])
      for context in [piece, piece.uppercased(), piece.capitalized, piece + "1871", piece + "„é"] {
        #expect(abs(sum(model, after: model.state(after: context)) - 1) < 0.02, "\(context)")
      }
    }
  }

  @Test func probabilitiesOfTheShippedModelSumToOne() throws {
    let model = try ShippedLanguages.language("english")
    for context in [
      "", "The ", "th", "It was the best of tim", "CHAPTER", "IN THE YEAR OF ", "in 1871, ", "Mr. Mc", "xqz", "(“",
      "NATO h",
    ] {
      #expect(abs(sum(model, after: model.state(after: context)) - 1) < 0.02, "\(context)")
    }
  }

  @Test(arguments: [Smoothing.wittenBell, .kneserNey], [1, 2, 5])
  func itIsTheModelOfTheDefinition(smoothing: Smoothing, order: Int) {
    let model = trained(on: plainText, order: order, smoothing: smoothing)
    let reference = LanguageReference(
      plainText, order: order, symbolCount: model.alphabet.symbolCount, isKneserNey: smoothing == .kneserNey)
    var state = model.start
    var before: [UInt32] = [0x20]
    for scalar in heldOutText.unicodeScalars {
      let result = model.score(scalar, after: state)
      let expected = log(reference.probability(scalar.value, after: before))
      #expect(abs(Double(result.logProbability) - expected) < 0.15, "\(scalar) after \(before.suffix(order))")
      state = result.state
      before.append(scalar.value)
    }
  }

  @Test func whatIsNotInAContextIsJudgedByShorterOnes() {
    let model = trained(on: plainText, order: 5)
    // 'zqx' is nowhere, so that the end alone counts; 'wate' is followed by 'r' alone.
    let unseen = model.state(after: "zqxth")
    #expect(unseen == model.state(after: "zqjth") && unseen != model.state(after: " zqjwa"))
    let afterWate = model.state(after: "the wate")
    #expect(model.score("r", after: afterWate).logProbability > log(0.7))
    #expect(model.score("e", after: afterWate).logProbability > model.score("z", after: afterWate).logProbability)
  }

  @Test func longerNGramsTellMore() {
    let bits = [1, 2, 3, 5].map { trained(on: plainText, order: $0).bits(heldOutText) }
    #expect(bits == bits.sorted(by: >) && bits[3] < 0.75 * bits[0])
  }

  /// A third of the size costs less than a fifth of the bits.
  @Test func whatIsLeftOutTellsLeast() {
    let whole = trained(on: plainText, order: 5)
    let full = LanguageTable.size(entries: whole.entryCount, contexts: whole.table.suffixes.count)
    let part = trained(on: plainText, order: 5, size: full / 3)
    #expect(LanguageTable.size(entries: part.entryCount, contexts: part.table.suffixes.count) <= full / 3)
    #expect(part.entryCount < whole.entryCount / 2)
    #expect(part.bits(heldOutText) < 1.2 * whole.bits(heldOutText))
  }

  @Test func whiteSpaceOfAnyKindAndLengthIsOneSpace() {
    let model = trained(on: plainText, order: 4)
    let one = model.evaluate("the boats came".unicodeScalars)
    #expect(model.evaluate("  the\n\n boats\u{2003}\tcame".unicodeScalars) == one)
    #expect(one.characters == 14)
    let state = model.state(after: "the ")
    #expect(model.score("\n", after: state) == (0, state))
  }

  @Test func digitsAndFormsOfAMarkAreAlike() {
    let model = trained(on: "in 1871 it was 'no' and “yes”. " + plainText, order: 4)
    for context in ["in 1", "went", ""] {
      let state = model.state(after: context)
      let digits = Set("0123456789".unicodeScalars.map { model.score($0, after: state) }.map(\.logProbability))
      #expect(digits.count == 1)
      #expect(model.score("\"", after: state).logProbability > model.score("#", after: state).logProbability)
    }
    let (before, after) = (model.state(after: "the "), model.state(after: "the boat"))
    #expect(model.score("“", after: before).logProbability > model.score("”", after: before).logProbability + 1)
    #expect(model.score("’", after: after).logProbability > model.score("‘", after: after).logProbability + 1)
  }

  @Test func textInCapitalsIsJudgedByItsSmallLetters() {
    let model = trained(on: plainText, order: 5)
    let capitals = heldOutText.uppercased()
    #expect(model.bits(capitals) < model.bits(heldOutText) + 0.6)
    // The first small letter ends it.
    let state = model.state(after: "THE BOATS went ")
    #expect(state.capitals == .none)
    #expect(model.score("t", after: state).logProbability > model.score("T", after: state).logProbability)
  }

  @Test func unknownCharactersAreImprobableAndNoMore() {
    let model = trained(on: plainText, order: 4)
    for scalar in "字\u{0}\u{300}\u{10FFFF}".unicodeScalars {
      let score = model.score(scalar, after: model.state(after: "the boa")).logProbability
      #expect(score > -30 && score < -8)
    }
    #expect(model.bits("日本語のテキスト") < 40)
  }

  /// `rn` for `m`, `1` for `l`, `0` for `o`, `c` for `e`: what a reader takes for one another.
  @Test(arguments: [
    ("the modern world", "the modem world of the harbour"), ("the little house", "the 1itt1e house"),
    ("one of the people", "onc of thc pcople"), ("once upon a time", "0nce up0n a time"),
    ("Sir Walter Elliot", "5ir WaIter EIIiot"), ("CHAPTER ONE", "CHAPTEB 0NE"), ("in all I said", "in aII l said"),
  ])
  func theShippedModelTellsWordsFromTheirLookalikes(right: String, wrong: String) throws {
    let model = try ShippedLanguages.language("english")
    let scores = [right, wrong].map { model.evaluate($0.unicodeScalars).logProbability }
    #expect(scores[0] > scores[1] + 2)
  }
}
