/// What the layers that change the scale by a factor share.
enum Resampling {
  /// Refuses factors that no network has, before anything is computed from them.
  static func check(factor: Int, layer: String) throws(NetworkError) {
    guard (1...64).contains(factor) else {
      throw .badSetting(layer: layer, setting: "factor", value: "\(factor)", expected: "from 1 to 64")
    }
  }
}
