@testable import TextRecognition

/// A little English, in small letters and without the marks of which several are alike to a model.
let plainText = """
  the harbour was quiet when the first boats came in. nets lay in heaps along the wall, and the women who had waited \
  since before the light went down to the water to count them. one boat was missing, and nobody spoke of it. the old \
  pilot stood at the end of the pier with his hands behind his back, watching the place where the sea met the fog. he \
  had seen many mornings like this one, and he knew that the sea gives back what it takes only when it is tired of it. \
  towards noon the wind turned. the fog went up like a curtain, and there behind the bar lay the missing boat with her \
  mast gone and all of her people at the oars. then the bell was rung, and the children ran out of the school without \
  asking, and the baker gave bread away for nothing. the pilot went home, for he was cold. in the evening they told it \
  in every kitchen of the town, and with every telling the waves were higher and the night was longer, until the boat \
  herself would hardly have known what she had been through. but the nets were mended, and on the next day the boats \
  went out again, for that is what boats are for.
  """

/// The same town on another day.
let heldOutText = """
  in the morning the children went down to the pier to see the boats. the wind had gone and the water was quiet. the \
  baker stood behind his wall and counted the bread, and the old women waited for the nets to come in.
  """

/// A model of a text.
func trained(
  on text: String, order: Int, smoothing: Smoothing = .wittenBell, size: Int = 0, record: [String: String] = [:]
) -> CharacterLanguageModel {
  LanguageTrainer([LanguageText(text.unicodeScalars)], order: order, smoothing: smoothing, smallestCount: 1)
    .model(size: size, record: record)
}

extension CharacterLanguageModel {
  /// The state after a text.
  func state(after text: String) -> State {
    text.unicodeScalars.reduce(start) { score($1, after: $0).state }
  }

  /// The bits that a character of a text takes.
  func bits(_ text: String) -> Double { evaluate(text.unicodeScalars).bitsPerCharacter }
}
