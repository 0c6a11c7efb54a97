/// An exponential moving average of the weights (Polyak and Juditsky, 1992), which validates better than the last step's.
enum WeightAverage {
  /// Moves the average towards the weights: `a ← d·a + (1 − d)·w`.
  ///
  /// Early on the average follows faster, `d = min(decay, (1 + step) / (10 + step))`, so that it forgets the
  /// initial weights.
  static func update(_ average: AlignedBuffer, towards parameters: AlignedBuffer, decay: Double, step: Int) {
    let decay = Float(min(decay, Double(1 + step) / Double(10 + step)))
    for index in 0..<average.count {
      average.pointer[index] = decay * average.pointer[index] + (1 - decay) * parameters.pointer[index]
    }
  }
}
