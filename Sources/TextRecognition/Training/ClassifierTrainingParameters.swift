import ModelLibrary
import NeuralNetwork
import PipelineEngine

/// What a pipeline file sets for the training of a character classifier.
public struct ClassifierTrainingParameters: TrainerParameters, Equatable {
  /// The network file.
  public var network = "networks/characters.yaml"
  /// A model to start from.
  public var initial: String?
  /// The IDX file of images to train on.
  public var images = ""
  /// Their labels.
  public var labels = ""
  /// The IDX file of images to validate on.
  public var validationImages: String?
  /// Their labels.
  public var validationLabels: String?
  /// Folders of pages with their truth to train on, instead of images.
  public var pages: [String] = []
  /// Folders of pages to validate on.
  public var validationPages: [String] = []
  /// The share of images from pages that are no character.
  public var noneShare = 0.25
  /// Whether rows and columns of the images are exchanged.
  public var transposed = false
  /// The characters, or a file of them.
  public var characters = ""
  /// Classes of more than a character.
  public var ligatures: [String] = []
  /// What the images are.
  public var data = ""
  /// Parts of a cross-validation; 0 for none.
  public var folds = 0
  /// The part that is validated on; all in turn without it.
  public var fold: Int?
  /// How images are changed.
  public var augmentation = CharacterDistortion()
  /// How often images of a class are drawn.
  public var classWeighting = ClassWeighting.none
  /// The share of the target that is spread over all classes.
  public var labelSmoothing = 0.0
  /// The model file to write.
  public var output = ""
  /// Steps of the run.
  public var steps = 6000
  /// Images a step.
  public var batch = 128
  /// The rule of change.
  public var optimizer = OptimizerName.adamW
  /// Momentum of SGD.
  public var momentum = 0.9
  /// Weight decay of AdamW.
  public var weightDecay = 0.01
  /// The course of the learning rate.
  public var schedule = ScheduleName.oneCycle
  /// The learning rate, at its highest.
  public var rate = 0.003
  /// The share of steps in which a one-cycle rate rises.
  public var warmup = 0.3
  /// Largest norm of the gradient; 0 for no limit.
  public var clipNorm = 0.0
  /// Decay of the average of the weights; 0 for no average.
  public var averageDecay = 0.998
  /// Determines everything random.
  public var seed: UInt64 = 1
  /// Validations without a better one after which training ends; 0 to make all steps.
  public var earlyStopping = 0
  /// Steps between validations.
  public var validateEvery = 1000
  /// Steps between lines of the log.
  public var logEvery = 50
  /// Steps between checkpoints.
  public var checkpointEvery = 500

  /// The defaults.
  public init() {}

  /// The documentation of every key.
  public static var documentation: [ParameterDocumentation] {
    [
      ParameterDocumentation("network", "network file (YAML) to train; it takes images of one size"),
      ParameterDocumentation("initial", "model file of the same network to start from; fresh weights without it"),
      ParameterDocumentation("images", "IDX file of images to train on, white ink on black, gzip or not"),
      ParameterDocumentation("labels", "IDX file of their classes, from 0; images of 255 are left out"),
      ParameterDocumentation("validationImages", "IDX file of images to validate on"),
      ParameterDocumentation("validationLabels", "IDX file of their classes"),
      ParameterDocumentation(
        "pages",
        "folders of PNG pages with their truth (.json), as 'synthesise' writes it, to train on instead of images; a class "
          + "for what is no character is added to the others"),
      ParameterDocumentation("validationPages", "folders of such pages to validate on"),
      ParameterDocumentation(
        "noneShare", "share of the images from pages that are parts of characters, or several in one"),
      ParameterDocumentation("transposed", "whether rows and columns are exchanged, as in EMNIST's own files"),
      ParameterDocumentation(
        "characters",
        "characters of the classes, in order; or a mapping file (\(CharacterList.fileExtension)) with a class and its "
          + "code point a line"),
      ParameterDocumentation("ligatures", "list of classes of more than a character, such as fi"),
      ParameterDocumentation("data", "what the images are, in words; goes into the record of the model"),
      ParameterDocumentation(
        "folds", "parts that the images are divided into for cross-validation; 0 for validation images of their own"),
      ParameterDocumentation(
        "fold", "the part that is validated on, from 1; without it all in turn, and the best model is written"),
    ] + CharacterDistortion.documentation(below: "augmentation") + [
      ParameterDocumentation(
        "classWeighting",
        "whether images are drawn as often as others, or their classes as often as other classes; 'squareRoot' is "
          + "between the two",
        values: ClassWeighting.allCases.map(\.rawValue)),
      ParameterDocumentation("labelSmoothing", "share of the target that is spread over all classes"),
      ParameterDocumentation("output", "model file to write; the log and the checkpoint stand beside it"),
      ParameterDocumentation("steps", "steps of the run"),
      ParameterDocumentation("batch", "images a step"),
      ParameterDocumentation(
        "earlyStopping",
        "validations without a better one after which training ends, the best weights being kept; 0 makes all steps"),
    ] + trainerDocumentation
  }

  /// Refuses values that make no sense.
  func check() throws(ParameterError) {
    for (key, value) in [("characters", characters), ("output", output), ("network", network)] where value.isEmpty {
      throw ParameterError(key, "must be given, but is empty")
    }
    guard (0..<1).contains(noneShare) else {
      throw ParameterError("noneShare", "must be from 0 to below 1, not \(noneShare)")
    }
    if pages.isEmpty {
      for (key, value) in [("images", images), ("labels", labels)] where value.isEmpty {
        throw ParameterError(key, "must be given, or pages to take the images from")
      }
    } else {
      guard images.isEmpty, validationImages == nil, folds == 0 else {
        throw ParameterError("pages", "cannot go with images or folds; give validationPages")
      }
      for (key, value) in [("rotate", augmentation.rotate), ("shift", augmentation.shift)] where value != 0 {
        throw ParameterError("augmentation.\(key)", "is not for characters on pages, whose place in the line counts")
      }
      guard !validationPages.isEmpty else { throw ParameterError("validationPages", "must be given with pages") }
    }
    try checkTrainer()
    try augmentation.check(below: "augmentation")
    guard (0..<1).contains(labelSmoothing) else {
      throw ParameterError("labelSmoothing", "must be from 0 to below 1, not \(labelSmoothing)")
    }
    guard earlyStopping >= 0 else { throw ParameterError("earlyStopping", "must be at least 0, not \(earlyStopping)") }
    guard (validationImages == nil) == (validationLabels == nil) else {
      throw ParameterError(
        validationImages == nil ? "validationImages" : "validationLabels", "is missing; images and labels go together")
    }
    if folds == 0 {
      guard validationImages != nil || !pages.isEmpty else {
        throw ParameterError("validationImages", "must be given, or folds for cross-validation")
      }
      if fold != nil { throw ParameterError("fold", "needs folds, in how many parts the images are divided") }
    } else {
      guard (2...100).contains(folds) else {
        throw ParameterError("folds", "must be from 2 to 100, or 0, not \(folds)")
      }
      guard validationImages == nil else {
        throw ParameterError("folds", "validate on parts of the images; take validationImages away")
      }
      if let fold, !(1...folds).contains(fold) {
        throw ParameterError("fold", "must be from 1 to \(folds), not \(fold)")
      }
    }
  }

  /// The parameters without what differs from place to place: the same run gives the same file anywhere.
  var withoutPaths: Self {
    var copy = self
    (copy.output, copy.images, copy.labels, copy.network, copy.data, copy.characters) = ("", "", "", "", "", "")
    (copy.validationImages, copy.validationLabels, copy.initial) = (nil, nil, nil)
    (copy.pages, copy.validationPages) = ([], [])
    return copy
  }

  /// What must be the same for a run to be continued: everything but where it writes and how often it reports.
  func identity(of network: NetworkSpec) throws -> String {
    var copy = withoutPaths
    copy.fold = nil
    (copy.logEvery, copy.checkpointEvery) = (1, 1)
    return try sortedJSON(copy) + " " + sortedJSON(network)
  }
}
