import Imaging

/// The noise of a camera's or scanner's sensor.
public enum SensorNoise: Degradation {
  /// "sensorNoise".
  public static let name = "sensorNoise"
  /// What it does.
  public static let summary = "Every pixel is off by a little, independently or together with its neighbours."
  /// What is drawn.
  public static let parameters = [
    DegradationParameter("amount", 0.005...0.06, within: 0...1, spread: .linear, "standard deviation"),
    DegradationParameter("size", 0...1, within: 0...10, "blur of the noise in pixels"),
  ]

  /// Adds noise of about normal distribution: the sum of four uniform numbers.
  public static func apply(to page: inout DegradedPage, draw: inout Draw) {
    let amount = draw("amount")
    let size = draw("size")
    var noise = FloatImage(width: page.width, height: page.height, filledWith: 0)
    for i in noise.values.indices {
      let bits = draw.random.next()
      let sum = (bits & 0xFFFF) + (bits >> 16 & 0xFFFF) + (bits >> 32 & 0xFFFF) + bits >> 48
      noise.values[i] = Float(sum) * (1 / 65535) - 2
    }
    var deviation = (4.0 / 12).squareRoot()
    if size > 0.3 {
      noise = noise.blurred(sigma: size)
      let sum = noise.values.reduce(0.0) { $0 + Double($1 * $1) }
      deviation = (sum / Double(noise.values.count)).squareRoot()
    }
    let factor = Float(amount / max(deviation, 1e-6))
    let width = page.width
    page.image.map { value, x, y in value + factor * noise.values[y * width + x] }
  }
}
