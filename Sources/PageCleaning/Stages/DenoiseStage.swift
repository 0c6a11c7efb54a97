import ModelLibrary
import NeuralNetwork
import PipelineEngine

/// Runs a denoising network on every tile.
public struct DenoiseStage: PageStage {
  /// What a pipeline file may set.
  public struct Parameters: StageParameters, Equatable {
    /// The network.
    public var model = "default"
    /// How much of what the network changes is taken.
    public var strength = 1.0
    /// Whether pages on which the network leaves grain are shown to it a second time, smoothed.
    public var looksTwice = true

    /// The defaults.
    public init() {}

    /// The documentation of every key.
    public static var documentation: [ParameterDocumentation] {
      [
        ParameterDocumentation(
          "model",
          "network to run: \(ShippedModels.names.map { "'\($0)'" }.joined(separator: " or ")), or the path of a "
            + "safetensors file written by 'cleanpage train'"),
        ParameterDocumentation(
          "strength",
          "how much of the cleaning is taken, 0 to 1: 1 is the network's page, 0 the page before, and between them "
            + "every pixel lies so far on the way"),
        ParameterDocumentation(
          "looksTwice",
          "whether a page on which the network leaves grain is shown to it a second time, smoothed, and what it then takes for "
            + "paper becomes paper; not where strength is below 1"),
      ]
    }
  }

  /// "denoise".
  public static var name: String { "denoise" }
  /// What the stage does.
  public static var summary: String { "Cleans every tile with a network." }

  private let network: PageNetwork
  private let looksTwice: Bool

  /// Makes the stage and loads its network.
  public init(_ parameters: Parameters, context: StageContext) throws {
    guard (0...1).contains(parameters.strength) else {
      throw ParameterError("strength", "must be from 0 to 1, not \(parameters.strength)")
    }
    looksTwice = parameters.looksTwice
    let name = ShippedModels.names.contains(parameters.model) ? parameters.model : context.resolve(parameters.model)
    do {
      network = try PageNetwork(ShippedModels.model(name), strength: Float(parameters.strength))
    } catch NetworkError.unreadableFile(let file, _) {
      throw ParameterError(
        "model",
        "names the file \(file), which cannot be read; the models inside the program are "
          + ShippedModels.names.joined(separator: " and "), status: .missingInput)
    } catch let error as NetworkError {
      throw ParameterError("model", "cannot be used: \(error)", status: error.status)
    }
  }

  /// The page with the network to be run on its tiles.
  public func process(_ page: TiledPage) throws -> TiledPage {
    var page = page
    page.networks.append(network)
    page.removesMottle = page.removesMottle || looksTwice
    return page
  }
}
