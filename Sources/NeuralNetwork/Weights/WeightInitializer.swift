import Randomness

/// How a parameter starts before training.
public enum WeightInitializer: Sendable, Equatable {
  /// Normal with variance `2 / fanIn`: He et al., "Delving Deep into Rectifiers", 2015.
  case he(fanIn: Int)
  /// Uniform within `±√(6 / (fanIn + fanOut))`: Glorot and Bengio, 2010.
  case glorot(fanIn: Int, fanOut: Int)
  /// One value everywhere.
  case constant(Float)

  /// Fills `values`, drawing from `random`.
  func fill(_ values: UnsafeMutableBufferPointer<Float>, using random: inout SeededRandom) {
    switch self {
    case .he(let fanIn):
      let deviation = (2 / Double(fanIn)).squareRoot()
      for index in values.indices { values[index] = Float(random.normal() * deviation) }
    case .glorot(let fanIn, let fanOut):
      let limit = (6 / Double(fanIn + fanOut)).squareRoot()
      for index in values.indices { values[index] = Float((random.uniform() * 2 - 1) * limit) }
    case .constant(let value):
      values.update(repeating: value)
    }
  }
}
