/// The order in which a network computes rows of its output, so that each layer keeps no more rows than it must.
///
/// The output is computed a band at a time; before each band every layer computes the rows that the band needs and that
/// it has not computed yet. No row of any layer is computed twice, and layers keep rows only until their last
/// reader has passed: the line buffers of stream processors.
struct RowSchedule {
  /// Rows that one layer computes at a time.
  struct Step {
    /// Index into the network's steps; −1 for reading the input.
    let step: Int
    let rows: Range<Int>
  }

  /// What to compute, in order.
  let steps: [Step]
  /// What the first of the rows that each step computes is modulo its layer's granularity.
  ///
  /// A convolution whose rows come in fours needs one row more of its input. Were the input's fours to begin at the same
  /// rows, that would be four rows more, and so on at every layer; so each layer's begin where its reader's needs end.
  let phases: [Int]
  /// Rows that each tensor must be able to hold: the input's, then each node's; 0 where it is not computed.
  let capacities: [Int]

  /// Plans rows of the output.
  ///
  /// - Parameters:
  ///   - rows: The output rows.
  ///   - band: Output rows between one round over the layers and the next.
  ///   - lead: Rows that the output sees of the input.
  init(_ network: FusedNetwork, rows: Range<Int>, band: Int, lead: Int) {
    let heights = network.shapes.map(\.height)
    let last = network.shapes.count - 1
    let granularities = network.steps.map { $0.layer.rowGranularity(for: $0.inputs) }

    /// The rows of a source that a step reads for rows of its output, which may lie outside the map.
    func inputRows(_ place: Int, _ source: FusedNetwork.Source, _ rows: Range<Int>) -> Range<Int> {
      let footprint = network.steps[place].layer.footprint ?? .pointwise
      let lower = (rows.lowerBound * footprint.shrink).dividedDown(by: footprint.grow) - footprint.before
      let upper = -(-rows.upperBound * footprint.shrink).dividedDown(by: footprint.grow) + footprint.after
      let first = lower.dividedDown(by: source.replication)
      return first..<max(first, -(-upper).dividedDown(by: source.replication))
    }

    // What the layers need for a row of the output far from the border tells where their rows should begin.
    let far = 1 << 20
    var needs = Array(repeating: 0, count: last + 1)
    needs[last] = far
    var phases = granularities
    for (place, step) in network.steps.enumerated().reversed() {
      let end = needs[step.node + 1]
      phases[place] = end % granularities[place]
      for source in step.sources {
        needs[source.tensor] = max(needs[source.tensor], inputRows(place, source, end - 1..<end).upperBound)
      }
    }
    func roundedUp(_ row: Int, _ place: Int) -> Int {
      -(phases[place] - row).dividedDown(by: granularities[place]) * granularities[place] + phases[place]
    }
    func roundedDown(_ row: Int, _ place: Int) -> Int {
      (row - phases[place]).dividedDown(by: granularities[place]) * granularities[place] + phases[place]
    }

    // The first row of every tensor that is needed at all.
    var done = heights
    done[last] = rows.lowerBound
    for (place, step) in network.steps.enumerated().reversed() {
      let tensor = step.node + 1
      done[tensor] = max(0, roundedDown(done[tensor], place))
      for source in step.sources {
        let needed = inputRows(place, source, done[tensor]..<done[tensor] + 1).lowerBound
        done[source.tensor] = max(0, min(done[source.tensor], needed))
      }
    }
    var readers: [[(place: Int, source: FusedNetwork.Source)]] = Array(repeating: [], count: last + 1)
    for (place, step) in network.steps.enumerated() {
      for source in step.sources { readers[source.tensor].append((place, source)) }
    }

    var steps: [Step] = []
    var capacities = Array(repeating: 0, count: last + 1)
    func advance(_ place: Int, tensor: Int, to end: Int) {
      guard end > done[tensor] else { return }
      var oldest = done[tensor]
      for reader in readers[tensor] {
        let next = done[network.steps[reader.place].node + 1]
        oldest = min(oldest, max(0, inputRows(reader.place, reader.source, next..<next + 1).lowerBound))
      }
      capacities[tensor] = max(capacities[tensor], end - oldest)
      steps.append(Step(step: place, rows: done[tensor]..<end))
      done[tensor] = end
    }

    // Rounds begin before the first row, so that the layers far from the output do not compute all that it sees
    // at once.
    var end = rows.lowerBound - lead.roundedUp(to: band)
    while end < rows.upperBound {
      end = min(end + band, rows.upperBound)
      var ends = Array(repeating: Int.min / 4, count: last + 1)
      ends[last] = end
      for (place, step) in network.steps.enumerated().reversed() {
        let tensor = step.node + 1
        ends[tensor] = min(heights[tensor], roundedUp(ends[tensor], place))
        for source in step.sources {
          let needed = inputRows(place, source, ends[tensor] - 1..<ends[tensor]).upperBound
          ends[source.tensor] = min(heights[source.tensor], max(ends[source.tensor], needed))
        }
      }
      advance(-1, tensor: 0, to: ends[0])
      for (place, step) in network.steps.enumerated() { advance(place, tensor: step.node + 1, to: ends[step.node + 1]) }
    }
    self.steps = steps
    self.phases = phases
    self.capacities = capacities
  }
}
