/// What the layers share that change the shape and no value.
enum Reshaping {
  static func forward(_ pass: ForwardPass) {
    let count = pass.output.shape.count
    pass.workers.forEach(pass.output.batch) { sample, _ in
      pass.output.sample(sample).update(from: pass.input.sample(sample), count: count)
    }
  }

  static func backward(_ pass: BackwardPass) {
    let count = pass.output.shape.count
    guard let inputGradient = pass.inputGradients[0] else { return }
    pass.workers.forEach(pass.output.batch) { sample, _ in
      pass.give(0, inputGradient.sample(sample), pass.outputGradient.sample(sample), count: count)
    }
  }
}
