import NeuralNetwork
import PipelineEngine

/// Runs a denoising network on every tile.
public struct DenoiseStage: PageStage {
  /// What a pipeline file may set.
  public struct Parameters: StageParameters, Equatable {
    /// The network.
    public var model = "default"

    /// The defaults.
    public init() {}

    /// The documentation of every key.
    public static var documentation: [ParameterDocumentation] {
      [
        ParameterDocumentation(
          "model",
          "network to run: \(ShippedModels.names.map { "'\($0)'" }.joined(separator: " or ")), or the path of a "
            + "safetensors file written by 'cleanpage train'")
      ]
    }
  }

  /// "denoise".
  public static var name: String { "denoise" }
  /// What the stage does.
  public static var summary: String { "Cleans every tile with a network." }

  private let network: PageNetwork

  /// Makes the stage and loads its network.
  public init(_ parameters: Parameters, context: StageContext) throws {
    let name = ShippedModels.names.contains(parameters.model) ? parameters.model : context.resolve(parameters.model)
    do {
      network = try PageNetwork(ShippedModels.model(name))
    } catch NetworkError.unreadableFile(let file, _) {
      throw ParameterError(
        "model",
        "names the file \(file), which cannot be read; the models inside the program are "
          + ShippedModels.names.joined(separator: " and "), status: .missingInput)
    } catch let error as NetworkError {
      throw ParameterError("model", "cannot be used: \(error)")
    }
  }

  /// The page with the network to be run on its tiles.
  public func process(_ page: TiledPage) throws -> TiledPage {
    var page = page
    page.networks.append(network)
    return page
  }
}
