/// A dense array of floats with a shape, rows last: the form in which weights are stored and exchanged.
///
/// A value: copies share their storage until one of them is written.
public struct Tensor: Sendable, Equatable {
  /// Extent of each dimension, outermost first. A scalar has none.
  public let shape: [Int]
  private var storage: AlignedBuffer

  /// Number of elements.
  public var count: Int { storage.count }

  /// Makes a tensor of zeros.
  public init(shape: [Int]) {
    self.shape = shape
    storage = AlignedBuffer(count: shape.reduce(1, *))
  }

  /// Makes a tensor from its elements in row-major order.
  ///
  /// - Precondition: `elements.count` is the product of `shape`.
  public init(shape: [Int], elements: some Collection<Float>) {
    precondition(elements.count == shape.reduce(1, *))
    self.init(shape: shape)
    var next = storage.pointer
    for element in elements {
      next.pointee = element
      next += 1
    }
  }

  /// Makes a tensor from the bytes of its elements in row-major order, as files hold them.
  ///
  /// - Precondition: `bytes.count` is the type's size times the product of `shape`.
  init(shape: [Int], littleEndian bytes: Slice<UnsafeRawBufferPointer>, type: FloatingPointType) {
    self.init(shape: shape)
    UnsafeMutableBufferPointer(start: storage.pointer, count: count).loadLittleEndian(bytes, type: type)
  }

  /// The elements in row-major order.
  public var elements: [Float] { withElements { Array($0) } }

  /// Calls `body` with the elements in row-major order.
  public func withElements<Result>(_ body: (UnsafeBufferPointer<Float>) throws -> Result) rethrows -> Result {
    try body(UnsafeBufferPointer(start: storage.pointer, count: storage.count))
  }

  /// Calls `body` with the elements for writing.
  public mutating func withMutableElements<Result>(
    _ body: (UnsafeMutableBufferPointer<Float>) throws -> Result
  ) rethrows -> Result {
    if !isKnownUniquelyReferenced(&storage) { storage = storage.copy() }
    return try body(UnsafeMutableBufferPointer(start: storage.pointer, count: storage.count))
  }

  /// Two tensors are equal when shapes and elements are.
  public static func == (left: Tensor, right: Tensor) -> Bool {
    left.shape == right.shape
      && left.withElements { a in right.withElements { b in a.elementsEqual(b) } }
  }
}

extension UnsafeMutableBufferPointer<Float> {
  /// Reads all elements from the bytes that files hold.
  ///
  /// - Precondition: `bytes.count` is the type's size times the number of elements.
  func loadLittleEndian(_ bytes: Slice<UnsafeRawBufferPointer>, type: FloatingPointType) {
    precondition(bytes.count == count * type.size)
    let source = UnsafeRawBufferPointer(rebasing: bytes)
    for index in indices { self[index] = type.load(from: source, index: index) }
  }
}
