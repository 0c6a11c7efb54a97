import Foundation

/// Spirals, rosettes and freehand curves.
struct OrnamentFigure: Figure {
  func draw(in box: Rectangle, pen: Pen, on page: PageComposer, region: Int) {
    let extent = min(box.width, box.height)
    for _ in 0..<page.random.integer(in: 1...5) {
      let radius = extent * page.random.uniform(in: 0.12...0.45)
      let centre = page.place(in: box.inset(by: radius))
      let turns = page.random.uniform(in: 1...6)
      switch page.random.uniform() {
      case ..<0.35:
        let spiral = (0...Int(turns * 48)).map { step in
          centre.moved(turns: Double(step) / 48, by: radius * Double(step) / (turns * 48))
        }
        page.draw(spiral, pen, region: region)
      case ..<0.65:
        let (petals, depth) = (Double(page.random.integer(in: 3...16)), page.random.uniform(in: 0.1...0.9))
        let rosette = (0..<360).map { step in
          let turn = Double(step) / 360
          return centre.moved(turns: turn, by: radius * (1 - depth * (0.5 + 0.5 * cos(2 * .pi * petals * turn))))
        }
        page.draw(rosette, pen, isClosed: true, region: region)
      default:
        let knots = (0..<page.random.integer(in: 4...12)).map { _ in page.place(in: box) }
        page.draw(smoothLine(through: knots), pen, region: region)
      }
    }
  }
}
