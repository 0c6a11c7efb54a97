import Foundation
import NeuralNetwork
import Testing

@testable import ModelLibrary

/// Weights that PyTorch has written, see Fixtures/imports/make-fixture.py.
@Suite struct ModelImportTests {
  private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  private func bytes(_ name: String) throws -> [UInt8] {
    Array(try Data(contentsOf: Self.folder.appendingPathComponent("Fixtures/imports/" + name)))
  }

  private func network() throws -> NetworkSpec {
    try NetworkFile.decode(String(decoding: bytes("network.yaml"), as: UTF8.self), file: "network.yaml")
  }

  private func mapText() throws -> String { String(decoding: try bytes("map.yaml"), as: UTF8.self) }

  private func model(_ weights: [UInt8], map: String? = nil, network: NetworkSpec? = nil) throws -> Model {
    try ModelImport.model(
      of: weights, file: "some/weights.safetensors", network: network ?? self.network(),
      map: NameMap(text: map ?? mapText(), file: "map.yaml"), seed: 3)
  }

  /// The fixture's weights with a change.
  private func weights(_ change: (inout [String: Tensor]) -> Void) throws -> [UInt8] {
    let file = try Safetensors(bytes: bytes("float32.safetensors"), file: "f")
    var tensors = file.tensors
    change(&tensors)
    return Safetensors(tensors: tensors, metadata: [:]).encoded()
  }

  @Test(arguments: ["float32", "mixed"]) func importedNetworksComputeWhatPyTorchDoes(name: String) throws {
    let passes = try Safetensors(bytes: bytes("passes.safetensors"), file: "passes").tensors
    let (inputs, expected) = (try #require(passes["inputs"]), try #require(passes[name]))
    let model = try model(bytes(name + ".safetensors"))
    let plan = try InferencePlan(model, input: model.network.exampleInput, batch: inputs.shape[0])
    plan.withInput { _ = $0.update(fromContentsOf: inputs.elements) }
    plan.run()
    plan.withOutput { outputs in
      let differences = zip(outputs, expected.elements).map { abs($0 - $1) }
      #expect(outputs.count == expected.count && differences.allSatisfy { $0 < 1e-5 }, "\(differences.max() ?? 1)")
      // Outputs that hardly differ would hide what is in the wrong order.
      let spread = (0..<5).map { label in
        let column = stride(from: label, to: outputs.count, by: 5).map { outputs[$0] }
        return (column.max() ?? 0) - (column.min() ?? 0)
      }
      #expect((spread.max() ?? 0) > 0.1)
    }
  }

  @Test func theRecordSaysWhereTheWeightsAreFrom() throws {
    let bytes = try bytes("mixed.safetensors")
    let record = try model(bytes).record
    #expect(record["importedFrom"] == "weights.safetensors" && record["importedBy"] == "fixture-pytorch")
    #expect(record["source"] == "Fixtures/imports/make-fixture.py" && record["importedTensors"] == "19")
    #expect(record["importedMetadata"] == #"{"format":"pt"}"# && record["freshLayers"] == nil)
    let other = try model(self.bytes("float32.safetensors")).record
    #expect(record["importedFingerprint"] != other["importedFingerprint"])
  }

  private func message(_ body: () throws -> Model) -> String {
    do {
      _ = try body()
      return ""
    } catch { return "\(error)" }
  }

  @Test func whatIsMissingSuperfluousOrMisshapenIsNamed() throws {
    let missing = try weights { $0["body.conv1.bias"] = nil }
    #expect(
      message { try model(missing) }.hasSuffix(
        "no tensor gives the network's 'conv1.bias' of shape [6]; map one to it in map.yaml, or name its layer under 'fresh'"
      ))
    let named = try weights { $0["body.conv2.weight"] = nil }
    #expect(message { try model(named) }.contains("'body.conv2.weight', which is to be 'conv2.weight', is missing"))
    let none = try weights { tensors in tensors = tensors.filter { !$0.key.hasSuffix("running_mean") } }
    #expect(message { try model(none) }.contains("no tensor has a name like 'body.norm*.running_mean'"))
    let superfluous = try weights { $0["tail.weight"] = Tensor(shape: [2, 3]) }
    #expect(message { try model(superfluous) }.contains("'tail.weight' of shape [2, 3] is not in the name map"))
    let misshapen = try weights { $0["body.conv1.weight"] = Tensor(shape: [3, 3, 3, 6]) }
    #expect(
      message { try model(misshapen) }.contains(
        "'body.conv1.weight' has shape [3, 3, 3, 6], but 'conv1.weight' needs [6, 3, 3, 3]"))
    let infinite = try weights { $0["head.dense2.bias"] = Tensor(shape: [5], elements: [0, 1, .nan, 0, 0]) }
    #expect(message { try model(infinite) }.contains("'head.dense2.bias' holds values that are not numbers"))
    let whole = try mapText().replacingOccurrences(
      of: "body.norm*.bias: norm*.shift", with: "body.norm*.num_batches_tracked: norm*.shift"
    ).replacingOccurrences(of: "ignore: [", with: "ignore: [body.norm*.bias, ")
    #expect(message { try model(bytes("float32.safetensors"), map: whole) }.contains("is of type I64"))
  }

  @Test func mapsThatDoNotFitTheNetworkAreRefused() throws {
    let weights = try bytes("float32.safetensors")
    func refusal(_ old: String, _ new: String) throws -> String {
      let text = try mapText()
      #expect(text.contains(old))
      return message { try model(weights, map: text.replacingOccurrences(of: old, with: new)) }
    }
    #expect(try refusal("conv2.weight\n", "conv2.wieght\n").contains("did you mean 'conv2.weight'?"))
    #expect(try refusal("conv2.weight\n", "conv1.weight\n").contains("given by both"))
    #expect(try refusal("ignore:", "fresh: [dens1]\nignore:").contains("no layer 'dens1'"))
    #expect(try refusal("ignore:", "fresh: [dense1]\nignore:").contains("named under 'fresh'"))
    #expect(try refusal("  body.norm*.bias", "  body.no*.bias: no*.shift\n  body.norm*.bias").contains("both"))
    let shuffled = try NetworkSpec("s", inputChannels: 4) { PixelShuffle(factor: 2).named("up") }
    #expect(message { try model(weights, network: shuffled) }.contains("layer 'up'"))
  }

  @Test(arguments: [
    ("tensors: {a: b", "not YAML"), ("[1]", ":1:1: a name map is a mapping"), ("name: x", "'tensors' is missing"),
    ("tensors: {a.*: b}", ":1:16: 'a.*' and 'b' have not as many *"), ("tensors: [a]", ":1:10: this must be a mapping"),
    ("tensors: {a: b}\nfersh: [a]", ":2:1: unknown key 'fersh'; did you mean 'fresh'?"),
    ("tensors: {a: [b]}", "text is missing"), ("tensors: {a: b}\nignore: a", ":2:9: this must be a list"),
    ("", "mapping"),
  ]) func wrongMapsAreOneErrorWithItsPlace(text: String, part: String) {
    let error = #expect(throws: ImportError.self) { try NameMap(text: text, file: "m.yaml") }
    #expect(error?.status == .usage && error?.description.hasPrefix("m.yaml") == true)
    #expect(error?.description.contains(part) == true, "\(error?.description ?? "")")
  }

  @Test func layersWithoutWeightsStartAnew() throws {
    let text = try mapText().replacingOccurrences(
      of: "  head.dense*.*: dense*.*\n", with: "  head.dense1.*: dense1.*\n"
    )
    .replacingOccurrences(of: "ignore: [", with: "fresh: [dense2]\nignore: [head.dense2.*, ")
    let weights = try bytes("float32.safetensors")
    let (imported, whole) = (try model(weights, map: text), try model(weights))
    let fresh = try Model(initializing: network(), seed: 3)
    #expect(imported.tensors["dense2.weight"] == fresh.tensors["dense2.weight"])
    #expect(imported.tensors["dense1.weight"] == whole.tensors["dense1.weight"])
    #expect(imported.tensors["dense1.weight"] != fresh.tensors["dense1.weight"])
    #expect(imported.record["freshLayers"] == "dense2" && imported.record["seed"] == "3")
  }

  @Test func patternsMatchWholeNames() {
    #expect(NamePattern("a.b").match("a.b") == [] && NamePattern("a.b").match("a.bc") == nil)
    #expect(NamePattern("f.*.w").match("f.10.w") == ["10"] && NamePattern("f.*.w").match("f.w") == nil)
    #expect(NamePattern("*.x*").match("l.1.x7") == ["l.1", "7"] && NamePattern("*").match("") == [""])
    #expect(NamePattern("n*.*").name(with: ["1", "w"]) == "n1.w" && NamePattern("*.a").match("b.a.c") == nil)
  }

  /// The shipped map and network fit torchvision's names and shapes.
  @Test func theShippedMapBringsVGG16() throws {
    func path(_ name: String) -> String { Self.folder.appendingPathComponent("Pipelines/" + name).path }
    let text = try String(contentsOfFile: path("networks/vgg16.yaml"), encoding: .utf8)
    let whole = try NetworkFile.decode(text, file: "vgg16.yaml")
    let summary = try NetworkSummary(whole, input: whole.exampleInput)
    #expect(summary.parameters == 14_714_688 + 512 * 512 + 512 + 512 * 10 + 10)
    #expect(summary.rows.first { $0.name == "down5" }?.output == FeatureShape(height: 1, width: 1, channels: 512))
    // With a sixteenth of the filters it has the same names and is imported in a moment.
    let small = [64, 128, 256, 512].reduce(text) {
      $0.replacingOccurrences(of: "filters: \($1),", with: "filters: \($1 / 16),")
    }
    let network = try NetworkFile.decode(small, file: "vgg16.yaml")
    let map = try NameMap(contentsOf: path("imports/vgg16-pytorch.yaml"))
    var tensors = ["classifier.0.weight": Tensor(shape: [1])]
    let layers = [0, 2, 5, 7, 10, 12, 14, 17, 19, 21, 24, 26, 28]
    let filters = [4, 4, 8, 8, 16, 16, 16, 32, 32, 32, 32, 32, 32]
    for (index, layer) in layers.enumerated() {
      let channels = index == 0 ? 3 : filters[index - 1]
      tensors["features.\(layer).weight"] = Tensor(shape: [filters[index], channels, 3, 3])
      tensors["features.\(layer).bias"] = Tensor(
        shape: [filters[index]], elements: Array(repeating: Float(layer), count: filters[index]))
    }
    let bytes = Safetensors(tensors: tensors, metadata: [:]).encoded()
    let model = try ModelImport.model(of: bytes, file: "vgg16", network: network, map: map, seed: 1)
    #expect(model.record["importedTensors"] == "26")
    #expect(model.tensors["conv5c.bias"]?.elements.first == 28 && model.tensors["conv1a.bias"]?.elements.first == 0)
    #expect(model.tensors["dense1.weight"]?.elements.contains { $0 != 0 } == true)
  }
}
