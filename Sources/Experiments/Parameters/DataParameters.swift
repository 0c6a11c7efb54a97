import PipelineEngine

/// The examples of an experiment, and how they are divided.
///
/// Images come in IDX files, pages as pairs of a noisy and a clean file.
public struct DataParameters: Codable, Sendable, Equatable {
  /// What the examples are, in a few words.
  public var name = ""
  /// The IDX file of images.
  public var images = ""
  /// Their labels.
  public var labels = ""
  /// Images to validate on.
  public var validationImages: String?
  /// Their labels.
  public var validationLabels: String?
  /// Images that the finished network is judged on.
  public var testImages: String?
  /// Their labels.
  public var testLabels: String?
  /// The characters of the classes, or a file of them.
  public var characters = ""
  /// Whether rows and columns of the images are exchanged.
  public var transposed = false
  /// How often a gray image is repeated, as the channels of the network's input.
  public var channels = 1
  /// How many of the images are trained on, drawn by the seed; 0 for all.
  public var examples = 0
  /// The share of the examples that is validated on instead, drawn by the seed.
  public var validationShare = 0.0
  /// Parts of a cross-validation; 0 for none.
  public var folds = 0
  /// The part that is validated on; all in turn without it.
  public var fold: Int?
  /// The folder of noisy pages.
  public var noisy = ""
  /// The folder of clean pages.
  public var clean = ""
  /// Rows that pages are resampled to.
  public var height = 0
  /// Columns that pages are resampled to.
  public var width = 0
  /// Divisor of page numbers.
  public var modulo = 1
  /// Remainders of the pages of TR.
  public var trainRemainders = [2]
  /// Remainders of the pages of VA.
  public var validateRemainders = [0]

  /// Makes a set of no examples.
  public init() {}

  /// Reads what is given; the rest is as it is by default.
  public init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    func read<Value: Decodable>(_ key: CodingKeys, _ standard: Value) throws -> Value {
      try values.decodeIfPresent(Value.self, forKey: key) ?? standard
    }
    name = try read(.name, "")
    images = try read(.images, "")
    labels = try read(.labels, "")
    validationImages = try values.decodeIfPresent(String.self, forKey: .validationImages)
    validationLabels = try values.decodeIfPresent(String.self, forKey: .validationLabels)
    testImages = try values.decodeIfPresent(String.self, forKey: .testImages)
    testLabels = try values.decodeIfPresent(String.self, forKey: .testLabels)
    characters = try read(.characters, "")
    transposed = try read(.transposed, false)
    channels = try read(.channels, 1)
    examples = try read(.examples, 0)
    validationShare = try read(.validationShare, 0)
    folds = try read(.folds, 0)
    fold = try values.decodeIfPresent(Int.self, forKey: .fold)
    noisy = try read(.noisy, "")
    clean = try read(.clean, "")
    height = try read(.height, 0)
    width = try read(.width, 0)
    modulo = try read(.modulo, 1)
    trainRemainders = try read(.trainRemainders, [2])
    validateRemainders = try read(.validateRemainders, [0])
  }

  /// Whether the examples are pages.
  var arePages: Bool { !noisy.isEmpty }

  static func documentation(below key: String) -> [ParameterDocumentation] {
    let texts = [
      ("name", "what the examples are, in a few words"),
      ("images", "IDX file of images, white ink on black, gzip or not"),
      ("labels", "IDX file of their classes, from 0; images of 255 are left out"),
      ("validationImages", "IDX file of images to validate on"),
      ("validationLabels", "IDX file of their classes"),
      ("testImages", "IDX file of images that the finished network is judged on"),
      ("testLabels", "IDX file of their classes"),
      ("characters", "characters of the classes in order, or a mapping file (.txt) as EMNIST has it"),
      ("transposed", "whether rows and columns are exchanged, as in EMNIST's own files"),
      ("channels", "how often a gray image is repeated as channels of the input"),
      ("examples", "how many images are trained on, drawn by the seed; 0 for all"),
      ("validationShare", "share of the examples that is validated on instead, drawn by the seed"),
      ("folds", "parts of a cross-validation, shuffled by the seed; 0 for none"),
      ("fold", "the part that is validated on, from 1; all in turn without it"),
      ("noisy", "folder of noisy pages, instead of images"),
      ("clean", "folder of clean pages with the names of the noisy ones"),
      ("height", "rows that pages are resampled to; bilinear where they grow"),
      ("width", "columns that pages are resampled to"),
      ("modulo", "divisor of the number in a page's name, for the split 'trva'"),
      ("trainRemainders", "pages with these remainders are trained on in the split 'trva'"),
      ("validateRemainders", "pages with these remainders are validated on in the split 'trva'"),
    ]
    return texts.map { ParameterDocumentation("\(key).\($0.0)", $0.1) }
  }

  /// Refuses values that make no sense.
  func check(below key: String) throws(ParameterError) {
    func refuse(_ name: String, _ reason: String) -> ParameterError { ParameterError("\(key).\(name)", reason) }
    guard images.isEmpty != noisy.isEmpty else {
      throw refuse("images", "must be given, or noisy and clean pages instead")
    }
    guard (0..<1).contains(validationShare) else {
      throw refuse("validationShare", "must be from 0 to below 1, not \(validationShare)")
    }
    guard [1, 3].contains(channels) else { throw refuse("channels", "must be 1 or 3, not \(channels)") }
    guard examples >= 0 else { throw refuse("examples", "must be at least 0, not \(examples)") }
    if arePages {
      guard !clean.isEmpty else { throw refuse("clean", "must be given with noisy pages") }
      for (name, value) in [("height", height), ("width", width)] where !(1...8192).contains(value) {
        throw refuse(name, "must be from 1 to 8192, not \(value)")
      }
      guard modulo >= 1 else { throw refuse("modulo", "must be at least 1, not \(modulo)") }
      guard validationShare > 0 || modulo > 1 else {
        throw refuse("validationShare", "must be above 0, or modulo above 1, or there is nothing to validate on")
      }
    } else {
      for (name, value) in [("labels", labels), ("characters", characters)] where value.isEmpty {
        throw refuse(name, "must be given with images")
      }
      for (name, both) in [
        ("validationLabels", (validationImages, validationLabels)), ("testLabels", (testImages, testLabels)),
      ] where (both.0 == nil) != (both.1 == nil) { throw refuse(name, "goes with images, both or neither") }
      let ways = [validationImages != nil, validationShare > 0, folds > 0].count { $0 }
      guard ways == 1 else {
        throw refuse("validationShare", "or validationImages or folds must be given, one of the three")
      }
      guard folds == 0 || (2...100).contains(folds) else {
        throw refuse("folds", "must be from 2 to 100, or 0, not \(folds)")
      }
      if let fold, !(1...max(1, folds)).contains(fold) {
        throw refuse("fold", "must be from 1 to \(folds), not \(fold)")
      }
    }
  }

  /// The settings without what differs from place to place.
  var withoutPaths: Self {
    var copy = self
    (copy.images, copy.labels, copy.noisy, copy.clean, copy.characters, copy.name) = ("", "", "", "", "", "")
    copy.validationImages = validationImages.map { _ in "" }
    copy.validationLabels = nil
    (copy.testImages, copy.testLabels) = (nil, nil)
    copy.fold = nil
    return copy
  }
}
