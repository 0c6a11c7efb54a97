/// How a page would have been set otherwise: leaning, and wider or narrower.
///
/// Training draws characters so, since there are more typefaces than it has.
struct CropSetting: Sendable, Equatable {
  /// Columns that a row is moved to the right by for each row that it lies above the baseline.
  var slant = 0.0
  /// How many times as wide characters are.
  var stretch = 1.0
}
