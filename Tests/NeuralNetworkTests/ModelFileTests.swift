import Foundation
import Testing

@testable import NeuralNetwork

@Suite struct ModelFileTests {
  private func model() throws -> Model {
    var model = try Model(initializing: SampleNetworks.classifier(), seed: 8)
    model.record = ["validationRMSE": "0.0123", "seed": "8"]
    return model
  }

  @Test func modelsSurviveTheFile() throws {
    let model = try model()
    let bytes = try ModelFile.encode(model)
    let read = try ModelFile.decode(bytes, file: "m")
    #expect(read.network == model.network)
    #expect(read.tensors == model.tensors)
    #expect(read.record == model.record)
    #expect(try ModelFile.encode(read) == bytes)
  }

  @Test func fileHasTheFormatsLayout() throws {
    let file = Safetensors(
      tensors: ["b": Tensor(shape: [2], elements: [1, -2]), "a": Tensor(shape: [], elements: [0.5])],
      metadata: ["k": "v"])
    let bytes = file.encoded()
    let length = bytes[0..<8].reversed().reduce(0) { $0 << 8 | Int($1) }
    #expect(length % 8 == 0)
    let header = try #require(
      try JSONSerialization.jsonObject(with: Data(bytes[8..<8 + length])) as? [String: Any])
    let entry = try #require(header["b"] as? [String: Any])
    #expect(entry["dtype"] as? String == "F32" && entry["shape"] as? [Int] == [2])
    #expect(entry["data_offsets"] as? [Int] == [4, 12])
    #expect(Array(bytes[(8 + length)...]) == [0, 0, 0, 0x3F, 0, 0, 0x80, 0x3F, 0, 0, 0, 0xC0])
    let read = try Safetensors(bytes: bytes, file: "f")
    #expect(read.tensors == file.tensors && read.metadata == file.metadata)
  }

  @Test func tensorsThatDoNotFitAreNamedWithBothShapes() throws {
    let model = try model()
    func message(_ change: (inout [String: Tensor]) -> Void) -> String {
      var tensors = model.tensors
      change(&tensors)
      do {
        _ = try Model(network: model.network, tensors: tensors, record: [:], file: "m.safetensors")
        return ""
      } catch { return error.description }
    }
    let wrong = message { $0["conv.weight"] = Tensor(shape: [5, 5, 1, 4]) }
    #expect(wrong.contains("conv.weight") && wrong.contains("[5, 5, 1, 4]") && wrong.contains("[3, 3, 1, 4]"))
    let missing = message { $0["dense.bias"] = nil }
    #expect(missing.contains("dense.bias") && missing.contains("m.safetensors"))
    #expect(message { $0["extra"] = Tensor(shape: [1]) }.contains("extra"))
  }

  /// Headers that lie about lengths, shapes and offsets.
  @Test(arguments: [
    #"{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,4]}}"#,
    #"{"a":{"dtype":"F32","shape":[-1],"data_offsets":[0,4]}}"#,
    #"{"a":{"dtype":"F32","shape":[9223372036854775807,4],"data_offsets":[0,4]}}"#,
    #"{"a":{"dtype":"F32","shape":[1],"data_offsets":[-4,0]}}"#,
    #"{"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}"#,
    #"{"a":{"dtype":"F32","shape":[0],"data_offsets":[0,0]}}"#,
    #"{"a":{"dtype":"F64","shape":[1],"data_offsets":[0,4]}}"#,
    #"{"a":{"dtype":"F32","shape":[1],"data_offsets":[0]}}"#,
    #"{"a":{"shape":[1],"data_offsets":[0,4]}}"#,
    #"{"__metadata__":{"a":1}}"#, #"[1]"#, #"{"a":"#,
  ])
  func lyingHeadersAreRefused(header: String) {
    let bytes = [UInt8(header.utf8.count), 0, 0, 0, 0, 0, 0, 0] + Array(header.utf8) + [0, 0, 0, 0]
    #expect(throws: NetworkError.self) { try Safetensors(bytes: bytes, file: "f") }
  }

  /// One half, −2, the largest and the smallest number, and an infinity, as every type of the format has them.
  @Test(
    arguments: [
      ("F16", [0x00, 0x38, 0x00, 0xC0, 0xFF, 0x7B, 0x01, 0x00, 0x00, 0x7C], 65504, 0x1p-24),
      ("BF16", [0x00, 0x3F, 0x00, 0xC0, 0x7F, 0x7F, 0x01, 0x00, 0x80, 0x7F], 0x1.FEp127, 0x1p-133),
    ] as [(String, [UInt8], Float, Float)])
  func shortNumbersAreReadExactly(type: String, data: [UInt8], largest: Float, smallest: Float) throws {
    let read = try Safetensors(bytes: file(type, [5], data), file: "f").tensors["a"]
    #expect(read?.elements == [0.5, -2, largest, smallest, .infinity])
  }

  @Test func longNumbersAreRounded() throws {
    let values = [0.1, -1e300, 1 + 0x1p-30]
    let data = values.flatMap { value in (0..<8).map { UInt8(truncatingIfNeeded: value.bitPattern >> ($0 * 8)) } }
    let read = try Safetensors(bytes: file("F64", [3], data), file: "f").tensors["a"]
    #expect(read?.elements == [0.1, -.infinity, 1])
  }

  @Test func otherTypesAreSkippedAndAreNoWeights() throws {
    let bytes = file("I64", [1], [1, 0, 0, 0, 0, 0, 0, 0])
    let read = try Safetensors(bytes: bytes, file: "f")
    #expect(read.tensors.isEmpty && read.otherTypes == ["a": "I64"])
    #expect(throws: NetworkError.self) { try Safetensors(bytes: file("X7", [1], [0]), file: "f") }
    #expect(throws: NetworkError.self) { try Safetensors(bytes: file("I64", [1], [0, 0, 0, 0]), file: "f") }
  }

  /// A file of one tensor, "a".
  private func file(_ type: String, _ shape: [Int], _ data: [UInt8]) -> [UInt8] {
    let header = "{\"a\":{\"dtype\":\"\(type)\",\"shape\":\(shape),\"data_offsets\":[0,\(data.count)]}}"
    return [UInt8(header.utf8.count), 0, 0, 0, 0, 0, 0, 0] + Array(header.utf8) + data
  }

  @Test func everyTruncationIsRefused() throws {
    let bytes = Safetensors(
      tensors: ["a": Tensor(shape: [3], elements: [1, 2, 3])], metadata: [:]
    ).encoded()
    for count in 0..<bytes.count {
      #expect(throws: NetworkError.self) { try Safetensors(bytes: bytes.prefix(count), file: "f") }
    }
    #expect(throws: NetworkError.self) {
      try Safetensors(bytes: Array(repeating: UInt8(255), count: 64), file: "f")
    }
  }
}
