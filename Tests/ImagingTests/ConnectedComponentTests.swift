import Testing

@testable import Imaging

@Suite struct ConnectedComponentTests {
  /// A mask of random ink, from a linear congruential generator.
  private func mask(width: Int, height: Int, density: Int, seed: UInt32) -> InkMask {
    var state = seed
    let pixels = (0..<width * height).map { _ -> UInt8 in
      state = state &* 1_664_525 &+ 1_013_904_223
      return (state >> 16) % 100 < UInt32(density) ? 1 : 0
    }
    return InkMask(width: width, height: height, pixels: pixels)
  }

  /// Sets of pixels found by filling from each unvisited pixel.
  private func filled(_ mask: InkMask) -> Set<Set<Int>> {
    var isSeen = [Bool](repeating: false, count: mask.pixels.count)
    var result: Set<Set<Int>> = []
    for first in mask.pixels.indices where mask.pixels[first] != 0 && !isSeen[first] {
      var component: Set = [first]
      var open = [first]
      isSeen[first] = true
      while let place = open.popLast() {
        let (x, y) = (place % mask.width, place / mask.width)
        for ny in max(0, y - 1)...min(mask.height - 1, y + 1) {
          for nx in max(0, x - 1)...min(mask.width - 1, x + 1) {
            let near = ny * mask.width + nx
            guard mask.pixels[near] != 0, !isSeen[near] else { continue }
            isSeen[near] = true
            component.insert(near)
            open.append(near)
          }
        }
      }
      result.insert(component)
    }
    return result
  }

  @Test(arguments: [
    (1, 1, 100), (1, 40, 50), (40, 1, 50), (7, 5, 40), (64, 33, 20), (63, 64, 41), (50, 50, 60), (30, 30, 100),
    (20, 20, 0),
  ])
  func componentsAreThoseOfFilling(width: Int, height: Int, density: Int) {
    for seed in 1...4 {
      let mask = mask(width: width, height: height, density: density, seed: UInt32(seed))
      let found = ConnectedComponents(mask)
      let pixels = found.components.map { component in
        Set(
          found.runs[component.runs].flatMap { run in
            (Int(run.start)..<Int(run.end)).map { Int(run.y) * width + $0 }
          })
      }
      #expect(Set(pixels) == filled(mask))
      for (component, pixels) in zip(found.components, pixels) {
        #expect(component.pixels == pixels.count)
        let (columns, rows) = (pixels.map { $0 % width }, pixels.map { $0 / width })
        #expect(component.box.x == columns.min() && component.box.y == rows.min())
        #expect(component.box.x + component.box.width - 1 == columns.max())
        #expect(component.box.y + component.box.height - 1 == rows.max())
      }
    }
  }

  @Test func rulesGoAndLettersStay() {
    var mask = InkMask(width: 100, height: 60, pixels: Array(repeating: 0, count: 6000))
    func fill(_ columns: Range<Int>, _ rows: Range<Int>) {
      for y in rows { for x in columns { mask.pixels[y * 100 + x] = 1 } }
    }
    fill(2..<98, 10..<12)
    fill(50..<51, 15..<58)
    fill(10..<20, 30..<45)
    let letter = mask.pixels.reduce(0) { $0 + Int($1) } - 96 * 2 - 43
    mask.removeLongRuns(horizontal: 40, vertical: 30)
    #expect(mask.pixels.reduce(0) { $0 + Int($1) } == letter)
    #expect(mask.pixels[37 * 100 + 15] == 1)
  }
}
