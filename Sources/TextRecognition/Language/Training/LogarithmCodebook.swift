import Foundation

/// 256 values that stand for logarithms, dense where many of them are and where much depends on them.
struct LogarithmCodebook {
  /// The values, in rising order.
  let values: [Float]

  /// Chooses values for logarithms.
  ///
  /// The density of values that makes the mean squared error small is the cube root of the density of what they stand
  /// for (Panter and Dite, 1951), here weighted by the root of the probability, so that likely characters are the most
  /// exact.
  init(for logarithms: [Float]) {
    let lowest = logarithms.min() ?? 0
    let highest = max(logarithms.max() ?? 0, lowest + 1e-3)
    let bins = 4096
    let width = Double(highest - lowest) / Double(bins - 1)
    var weights = [Double](repeating: 0, count: bins)
    for logarithm in logarithms {
      weights[Int((Double(logarithm - lowest) / width).rounded())] += exp(Double(logarithm) / 2)
    }
    let smallest = (weights.max() ?? 1) * 1e-6
    var sums: [Double] = []
    var sum = 0.0
    for weight in weights {
      sum += cbrt(max(weight, smallest))
      sums.append(sum)
    }
    var bin = 0
    values = (0..<256).map { code in
      let share = Double(code) / 255 * (sum - sums[0]) + sums[0]
      while bin < bins - 1, sums[bin] < share { bin += 1 }
      guard bin > 0 else { return lowest }
      let part = (share - sums[bin - 1]) / (sums[bin] - sums[bin - 1])
      return Float(Double(lowest) + width * (Double(bin - 1) + part))
    }
  }

  /// The code of the nearest value.
  func code(of logarithm: Float) -> UInt8 {
    let (low, high) = codes(around: logarithm)
    return logarithm - values[Int(low)] < values[Int(high)] - logarithm ? low : high
  }

  /// The codes of probabilities that belong together, such that their sum stays what it is.
  ///
  /// Every probability takes the value above or below, whichever makes the sum so far more exact, from the largest on.
  func codes(of probabilities: [Float]) -> [UInt8] {
    var codes = [UInt8](repeating: 0, count: probabilities.count)
    var error = 0.0
    for place in probabilities.indices.sorted(by: { (probabilities[$1], $0) < (probabilities[$0], $1) }) {
      let (low, high) = self.codes(around: log(probabilities[place]))
      let errors = [low, high].map { error + exp(Double(values[Int($0)])) - Double(probabilities[place]) }
      let takesLow = abs(errors[0]) <= abs(errors[1])
      codes[place] = takesLow ? low : high
      error = takesLow ? errors[0] : errors[1]
    }
    return codes
  }

  /// The codes of the values next below and next above.
  private func codes(around logarithm: Float) -> (UInt8, UInt8) {
    var low = 0
    var high = 255
    while high - low > 1 {
      let middle = (low + high) / 2
      if values[middle] <= logarithm { low = middle } else { high = middle }
    }
    return (UInt8(low), UInt8(high))
  }
}
