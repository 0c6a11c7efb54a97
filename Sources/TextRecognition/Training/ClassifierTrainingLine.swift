import ModelLibrary

/// A line of the log of a classifier's training.
struct ClassifierTrainingLine: TrainingLogLine {
  var step: Int
  var loss: Double
  var rate: Double
  var seconds: Double
  /// On the lines of validations.
  var validationAccuracy: Double?
  /// On the same lines: the mean of the classes' accuracies.
  var validationMeanPerClass: Double?

  init(step: Int, loss: Double, rate: Double, seconds: Double) {
    (self.step, self.loss, self.rate, self.seconds) = (step, loss, rate, seconds)
  }
}
