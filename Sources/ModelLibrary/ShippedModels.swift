import CModels
import NeuralNetwork

/// The models inside the program, and models in files.
public enum ShippedModels {
  /// Names of the models inside the program, the default first.
  public static let names = ["default", "seed"]

  /// The model of a name, or of a file.
  ///
  /// - Parameter name: One of ``names`` or ``classifierNames``, or the path of a safetensors file.
  /// - Throws: ``NetworkError`` where the file cannot be read or is no model.
  public static func model(_ name: String) throws -> Model {
    switch name {
    case "default": try decode(models_unet(), count: models_unet_count(), name: name)
    case "seed": try decode(models_seed(), count: models_seed_count(), name: name)
    case "print": try decode(models_print(), count: models_print_count(), name: name)
    case "emnist": try decode(models_emnist(), count: models_emnist_count(), name: name)
    default: try ModelFile.read(name)
    }
  }

  /// The names of the models that tell characters apart.
  public static let classifierNames = ["print", "emnist"]

  /// The model that finds pictures on reduced pages; it cleans nothing, so it is none of ``names``.
  ///
  /// - Throws: ``NetworkError`` where it does not fit the program.
  public static func pictures() throws -> Model {
    try decode(models_pictures(), count: models_pictures_count(), name: picturesName)
  }

  /// The name of the model that finds pictures.
  public static let picturesName = "pictures"

  /// Whether a name is that of a model inside the program.
  public static func contains(_ name: String) -> Bool {
    names.contains(name) || classifierNames.contains(name) || name == picturesName
  }

  /// The model of a name or file, or the network of a network file with fresh weights: what can be run, if not used.
  ///
  /// - Throws: ``NetworkError`` where the file cannot be read or is neither.
  public static func modelOrNetwork(_ name: String) throws -> Model {
    if name == picturesName { return try pictures() }
    if contains(name) || name.hasSuffix(".safetensors") { return try model(name) }
    return try Model(initializing: NetworkFile.read(name), seed: 1)
  }

  private static func decode(_ bytes: UnsafePointer<UInt8>, count: Int, name: String) throws -> Model {
    try ModelFile.decode(UnsafeBufferPointer(start: bytes, count: count), file: "model '\(name)'")
  }
}
