/// One thing that was timed, and the rates that follow from its times.
public struct BenchmarkRow: Sendable, Encodable {
  /// What was timed: a kernel, a network or a file.
  public let name: String
  /// What was done with it, such as `forward` or `training step`.
  public let work: String
  /// Shape of one sample, such as `420×540×1`.
  public let input: String
  /// Samples of a run.
  public let batch: Int
  /// Threads that computed.
  public let workers: Int
  /// Times of the runs.
  public let seconds: Timing
  /// Multiplications with a following addition of a run, by the direct method.
  public let multiplyAdds: Int?
  /// Those that were done, where another method was used and they were counted.
  public let multiplyAddsDone: Int?
  /// 10⁹ operations of the direct method a second, a multiply-add being two.
  public let gigaflops: Double?
  /// 10⁹ operations done a second.
  public let gigaflopsDone: Double?
  /// Rate of the operations done, or else of the direct method's, as a share of the machine's large matrix product.
  public let shareOfPeak: Double?
  /// Samples a second, for classifiers.
  public let imagesPerSecond: Double?
  /// 10⁶ pixels a second, for pages.
  public let megapixelsPerSecond: Double?

  /// Makes a row.
  ///
  /// - Parameters:
  ///   - pixels: Pixels of a run, where their rate is of interest.
  ///   - countsImages: Whether the rate of samples is of interest.
  ///   - peak: The machine's 10⁹ operations a second on as many threads; nil where no share is of interest.
  init(
    name: String, work: String, input: String, batch: Int = 1, workers: Int, seconds: Timing,
    multiplyAdds: Int? = nil, multiplyAddsDone: Int? = nil, pixels: Int? = nil, countsImages: Bool = false,
    peak: Double? = nil
  ) {
    self.name = name
    self.work = work
    self.input = input
    self.batch = batch
    self.workers = workers
    self.seconds = seconds
    self.multiplyAdds = multiplyAdds
    self.multiplyAddsDone = multiplyAddsDone
    let median = max(seconds.median, .leastNormalMagnitude)
    let gigaflops = multiplyAdds.map { 2e-9 * Double($0) / median }
    let gigaflopsDone = multiplyAddsDone.map { 2e-9 * Double($0) / median }
    self.gigaflops = gigaflops
    self.gigaflopsDone = gigaflopsDone
    shareOfPeak = peak.flatMap { peak in (gigaflopsDone ?? gigaflops).map { $0 / peak } }
    imagesPerSecond = countsImages ? Double(batch) / median : nil
    megapixelsPerSecond = pixels.map { 1e-6 * Double($0) / median }
  }
}
