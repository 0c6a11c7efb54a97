/// What can be wrong with a network, its file or its weights.
public enum NetworkError: Error, Equatable, CustomStringConvertible {
  /// A layer cannot take what it is given.
  case unfitInput(layer: String, reason: String)
  /// A setting has a value that makes no sense.
  case badSetting(layer: String, setting: String, value: String, expected: String)
  /// A network file names a kind of layer that does not exist.
  case unknownLayerKind(String, known: [String])
  /// A layer has a setting that its kind does not know.
  case unknownSetting(layer: String, setting: String, known: [String])
  /// A layer refers to a layer that is not above it.
  case unknownInput(layer: String, input: String)
  /// Two layers have one name.
  case duplicateName(String)
  /// The network has no layers.
  case empty
  /// The network cannot run on a part of a page.
  case notTileable(reason: String)
  /// A weight file lacks a tensor, has one too many, or one of another shape.
  case missingTensor(name: String, shape: [Int], file: String)
  /// A tensor's shape is not the one the network has.
  case shapeMismatch(name: String, found: [Int], expected: [Int], file: String)
  /// A weight file has a tensor the network does not know.
  case unexpectedTensor(name: String, shape: [Int], file: String)
  /// A network file is not usable.
  case badNetworkFile(file: String, reason: String)
  /// A weight file is not a well-formed safetensors file.
  case malformedFile(file: String, reason: String)
  /// A file cannot be read.
  case unreadableFile(file: String, reason: String)
  /// More floats are needed than the machine has memory for.
  case tooLarge(what: String, needed: Int)
  /// Training produced a loss that is not a number.
  case diverged(step: Int)

  /// One sentence that names the place, the value and the remedy.
  public var description: String {
    switch self {
    case .unfitInput(let layer, let reason):
      "layer '\(layer)': \(reason)"
    case .badSetting(let layer, let setting, let value, let expected):
      "layer '\(layer)': \(setting) is \(value), but must be \(expected)"
    case .unknownLayerKind(let kind, let known):
      "there is no layer type '\(kind)'; there are \(known.joined(separator: ", "))"
    case .unknownSetting(let layer, let setting, let known):
      "layer '\(layer)' has no setting '\(setting)'; it has \(known.joined(separator: ", "))"
    case .unknownInput(let layer, let input):
      "layer '\(layer)' takes its input from '\(input)', but no layer above it has that name"
    case .duplicateName(let name):
      "two layers are named '\(name)'; names are weight keys and must differ"
    case .empty:
      "the network has no layers"
    case .notTileable(let reason):
      "the network cannot clean pages tile by tile: \(reason)"
    case .missingTensor(let name, let shape, let file):
      "\(file): tensor '\(name)' of shape \(shape) is missing"
    case .shapeMismatch(let name, let found, let expected, let file):
      "\(file): tensor '\(name)' has shape \(found), but the network needs \(expected)"
    case .unexpectedTensor(let name, let shape, let file):
      "\(file): tensor '\(name)' of shape \(shape) belongs to no layer of the network"
    case .badNetworkFile(let file, let reason):
      "\(file) is not a usable network file: \(reason)"
    case .malformedFile(let file, let reason):
      "\(file) is not a usable safetensors file: \(reason)"
    case .unreadableFile(let file, let reason):
      "\(file): \(reason)"
    case .tooLarge(let what, let needed):
      "\(what) needs memory for \(needed) numbers, more than this machine has"
    case .diverged(let step):
      "the loss is not a number at step \(step); lower the learning rate or clip the gradients"
    }
  }
}
