import ModelLibrary

/// A line of the log of a denoiser's training.
struct DenoiserTrainingLine: TrainingLogLine {
  var step: Int
  var loss: Double
  var rate: Double
  var seconds: Double
  /// On the lines of validations.
  var validationRMSE: Double?
  /// On the same lines, where clean pages are degraded: the error on those that were kept.
  var syntheticRMSE: Double?

  init(step: Int, loss: Double, rate: Double, seconds: Double) {
    (self.step, self.loss, self.rate, self.seconds) = (step, loss, rate, seconds)
  }
}
