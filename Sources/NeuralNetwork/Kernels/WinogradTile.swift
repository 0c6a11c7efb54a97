/// A 4×4 tile of a channels-last map, found by four rows and a distance within a row.
struct WinogradTile {
  typealias Rows = (
    UnsafeMutablePointer<Float>, UnsafeMutablePointer<Float>, UnsafeMutablePointer<Float>, UnsafeMutablePointer<Float>
  )

  let rows: Rows
  /// Floats between columns.
  let column: Int

  /// The tile whose rows are found by calls, zero to three.
  @inline(__always)
  init(column: Int, row: (Int) -> UnsafeMutablePointer<Float>) {
    rows = (row(0), row(1), row(2), row(3))
    self.column = column
  }

  /// The tile of a copy of eight channels, `[4, 4, 8]`.
  @inline(__always)
  init(patch: UnsafeMutablePointer<Float>) {
    self.init(column: FloatVector.scalarCount) { patch + $0 * 4 * FloatVector.scalarCount }
  }

  /// Writes `Aᵀ m A` of eight filters, with bias and rectifier.
  ///
  /// Rows are made two by two, those that share terms, and are finished before the next: twelve vectors at a time fit the
  /// registers.
  ///
  /// - Parameters:
  ///   - products: 36 points, `plane` floats apart.
  ///   - offset: Floats from the tile's own place, to step through a row of tiles.
  @inline(__always)
  func transform(
    _ products: UnsafePointer<Float>, plane: Int, bias: FloatVector, epilogue: ConvolutionEpilogue, offset: Int = 0
  ) {
    typealias Six = WinogradTransforms.Six
    let line = 6 * plane
    @inline(__always)
    func load(_ row: Int, _ column: Int) -> FloatVector { FloatVector(products + row * line + column * plane) }
    @inline(__always)
    func each(_ value: (Int) -> FloatVector) -> Six { (value(0), value(1), value(2), value(3), value(4), value(5)) }
    @inline(__always)
    func finish(_ line: Six, _ row: UnsafeMutablePointer<Float>) {
      let values = WinogradTransforms.output(line)
      let target = row + offset
      epilogue.rectify(values.0 + bias).store(to: target)
      epilogue.rectify(values.1 + bias).store(to: target + column)
      epilogue.rectify(values.2 + bias).store(to: target + 2 * column)
      epilogue.rectify(values.3 + bias).store(to: target + 3 * column)
    }
    let near = each { load(1, $0) + load(2, $0) }
    let far = each { load(3, $0) + load(4, $0) }
    let first = each { load(0, $0) }
    finish(WinogradTransforms.combine(first, WinogradTransforms.combine(near, far, +), +), rows.0)
    finish(WinogradTransforms.combine(near, far) { $0.addingProduct(4, $1) }, rows.2)
    let nearDifference = each { load(1, $0) - load(2, $0) }
    let farDifference = each { load(3, $0) - load(4, $0) }
    let last = each { load(5, $0) }
    finish(WinogradTransforms.combine(nearDifference, farDifference) { $0.addingProduct(2, $1) }, rows.1)
    finish(
      WinogradTransforms.combine(WinogradTransforms.combine(nearDifference, last, +), farDifference) {
        $0.addingProduct(8, $1)
      }, rows.3)
  }
}
