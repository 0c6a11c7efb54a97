import Foundation

/// A function applied to every value, whose derivative can be told from its result.
///
/// The last property lets it run in place: the backward pass needs no copy of the values before it.
public enum ActivationFunction: Sendable, Equatable {
  /// The value itself.
  case linear
  /// `max(0, x)`.
  case relu
  /// `x` above zero, `slope · x` below.
  case leakyReLU(slope: Float)
  /// `1 / (1 + e⁻ˣ)`.
  case sigmoid
  /// The hyperbolic tangent.
  case tanh

  /// Applies the function to `count` values in place.
  func apply(_ values: UnsafeMutablePointer<Float>, count: Int) {
    switch self {
    case .linear: break
    case .relu: for i in 0..<count { values[i] = values[i] > 0 ? values[i] : 0 }
    case .leakyReLU(let slope): for i in 0..<count { values[i] = values[i] > 0 ? values[i] : slope * values[i] }
    case .sigmoid: for i in 0..<count { values[i] = 1 / (1 + expf(-values[i])) }
    case .tanh: for i in 0..<count { values[i] = tanhf(values[i]) }
    }
  }

  /// Multiplies `gradient` by the derivative, told from the function's results.
  func differentiate(
    _ gradient: UnsafeMutablePointer<Float>, results: UnsafePointer<Float>, count: Int
  ) {
    switch self {
    case .linear: break
    case .relu: for i in 0..<count { gradient[i] = results[i] > 0 ? gradient[i] : 0 }
    case .leakyReLU(let slope):
      for i in 0..<count { gradient[i] = results[i] > 0 ? gradient[i] : slope * gradient[i] }
    case .sigmoid: for i in 0..<count { gradient[i] *= results[i] * (1 - results[i]) }
    case .tanh: for i in 0..<count { gradient[i] *= 1 - results[i] * results[i] }
    }
  }

  /// The function of one value, from its definition.
  func reference(_ x: Double) -> Double {
    switch self {
    case .linear: x
    case .relu: max(0, x)
    case .leakyReLU(let slope): x > 0 ? x : Double(slope) * x
    case .sigmoid: 1 / (1 + exp(-x))
    case .tanh: Foundation.tanh(x)
    }
  }

  /// What a rectifier multiplies values below zero by; nil for what is none.
  var slopeBelowZero: Float? {
    switch self {
    case .relu: 0
    case .leakyReLU(let slope): slope
    case .linear, .sigmoid, .tanh: nil
    }
  }

  /// Whether weights before this function start by He's rule; the others start by Glorot's.
  var isRectifier: Bool { slopeBelowZero != nil }
}

extension ActivationFunction: Codable {
  /// Reads `relu`, `leakyReLU` (slope 0.2), `leakyReLU(0.1)`, `sigmoid`, `tanh` or `linear`.
  public init(from decoder: any Decoder) throws {
    let name = try decoder.singleValueContainer().decode(String.self)
    guard let value = ActivationFunction(name: name) else {
      throw NetworkError.badSetting(
        layer: decoder.codingPath.map(\.stringValue).joined(separator: "."), setting: "activation", value: name,
        expected: "linear, relu, leakyReLU(slope), sigmoid or tanh")
    }
    self = value
  }

  /// Writes the name that reading accepts.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(name)
  }

  /// The function of a name; nil for unknown names.
  init?(name: String) {
    switch name {
    case "linear": self = .linear
    case "relu": self = .relu
    case "leakyReLU": self = .leakyReLU(slope: 0.2)
    case "sigmoid": self = .sigmoid
    case "tanh": self = .tanh
    default:
      guard name.hasPrefix("leakyReLU("), name.hasSuffix(")"),
        let slope = Float(name.dropFirst(10).dropLast()), slope.isFinite, slope >= 0
      else { return nil }
      self = .leakyReLU(slope: slope)
    }
  }

  /// The name in network files.
  var name: String {
    switch self {
    case .linear: "linear"
    case .relu: "relu"
    case .leakyReLU(let slope): "leakyReLU(\(slope))"
    case .sigmoid: "sigmoid"
    case .tanh: "tanh"
    }
  }
}
