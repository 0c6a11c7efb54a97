/// Rows and columns at the four sides of feature maps that a layer adds or takes away.
struct BorderWidths: Codable, Sendable, Equatable {
  /// Rows before the first.
  var top = 0
  /// Rows after the last.
  var bottom = 0
  /// Columns before the first.
  var left = 0
  /// Columns after the last.
  var right = 0

  /// The settings in network files.
  static let settings = ["top", "bottom", "left", "right"]

  init(top: Int = 0, bottom: Int = 0, left: Int = 0, right: Int = 0) {
    (self.top, self.bottom, self.left, self.right) = (top, bottom, left, right)
  }

  /// Reads widths; each is 0 unless given.
  init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    top = try values.decodeIfPresent(Int.self, forKey: .top) ?? 0
    bottom = try values.decodeIfPresent(Int.self, forKey: .bottom) ?? 0
    left = try values.decodeIfPresent(Int.self, forKey: .left) ?? 0
    right = try values.decodeIfPresent(Int.self, forKey: .right) ?? 0
  }

  /// Rows in all.
  var rows: Int { top + bottom }
  /// Columns in all.
  var columns: Int { left + right }

  /// Refuses widths that no network has, before anything is computed from them.
  func check(layer: String) throws(NetworkError) {
    for (setting, value) in zip(Self.settings, [top, bottom, left, right]) where !(0...1024).contains(value) {
      throw .badSetting(layer: layer, setting: setting, value: "\(value)", expected: "from 0 to 1024")
    }
  }
}
