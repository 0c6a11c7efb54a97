extension FeatureMap {
  /// Copies a run of one row of several maps, the channels of all one behind another.
  ///
  /// - Parameter target: `[columns, channels of all maps]`.
  static func copyColumns(
    _ columns: Range<Int>, ofRow y: Int, of maps: [FeatureMap], sample: Int, into target: UnsafeMutablePointer<Float>
  ) {
    if maps.count == 1, maps[0].replication == 1 {
      let channels = maps[0].shape.channels
      target.update(
        from: maps[0].row(y, ofSample: sample) + columns.lowerBound * channels, count: columns.count * channels)
      return
    }
    let channels = maps.reduce(0) { $0 + $1.shape.channels }
    var first = target
    for map in maps {
      let row = map.row(y, ofSample: sample)
      let count = map.shape.channels
      var place = first
      for x in columns {
        place.copyRun(row + map.columnOffset(x), count: count)
        place += channels
      }
      first += count
    }
  }
}
