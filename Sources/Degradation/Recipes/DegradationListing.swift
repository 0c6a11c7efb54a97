/// The degradations as a text for people.
public enum DegradationListing {
  /// A paragraph a degradation: its name, what it does, and its parameters with their ranges.
  public static var text: String {
    Degradations.all.map { degradation in
      let parameters = degradation.parameters.map { parameter in
        "    \(parameter.name): [\(parameter.range.lowerBound), \(parameter.range.upperBound)]  \(parameter.text)"
      }
      return (["\(degradation.name)  \(degradation.summary)"] + parameters).joined(separator: "\n")
    }.joined(separator: "\n")
  }
}
