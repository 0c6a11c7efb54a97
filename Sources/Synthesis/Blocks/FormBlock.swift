/// Rows of labels with lines, boxes or combs to fill in, some of them filled in by hand or by typewriter.
struct FormBlock: Block {
  private enum Place: CaseIterable {
    case line, dots, box, comb, open
  }

  /// How the fields of a form are filled in.
  private enum Filling {
    case none
    case hand(Hand)
    case type(TextStyle)
  }

  func draw(in column: inout Column, on page: PageComposer) throws {
    let label = try page.style(for: .label).scaled(
      toXHeight: max(PageDesign.xHeights.lowerBound, page.body.xHeight * page.random.uniform(in: 0.7...1)))
    let thickness = max(0.7, page.design.pixels(points: page.random.logUniform(in: 0.25...1.2)))
    let pitch = page.body.leading * page.random.uniform(in: 1.2...2.2)
    let filling = try filling(page, pitch)
    let place = page.random.element(of: Place.allCases)
    let region = page.truth.open(.form)
    for _ in 0..<page.random.integer(in: 2...10) {
      guard column.height > pitch else {
        column.y = column.bottom
        return
      }
      if page.random.happens(0.15) {
        checkBoxes(label, thickness, in: column, pitch, page, region)
      } else {
        let count = column.width > 30 * label.size ? page.random.integer(in: 1...3) : 1
        let gap = label.size
        let width = (column.width - gap * Double(count - 1)) / Double(count)
        for index in 0..<count {
          let box = Rectangle(
            x: column.x + Double(index) * (width + gap), y: column.y, width: width, height: pitch)
          field(
            page.random.happens(0.8) ? place : page.random.element(of: Place.allCases), label, filling, thickness, box,
            page, region)
        }
      }
      column.y += pitch
    }
    column.y += page.body.leading * 0.5
  }

  private func filling(_ page: PageComposer, _ pitch: Double) throws -> Filling {
    guard page.random.happens(0.7) else { return .none }
    // A capital by hand, 1.65 times as high as x, has to stay within a row's box.
    let xHeight = min(page.body.xHeight * page.random.uniform(in: 0.8...1.3), 0.34 * pitch)
    if page.random.happens(0.6), let hand = page.hand(xHeight: xHeight) { return .hand(hand) }
    var style = try page.style(for: page.random.happens(0.5) ? .receipt : .letter)
    style.ink = PageComposer.inkGray(&page.random)
    return .type(style)
  }

  /// A label and its place, on one line.
  private func field(
    _ place: Place, _ label: TextStyle, _ filling: Filling, _ thickness: Double, _ box: Rectangle, _ page: PageComposer,
    _ region: Int
  ) {
    let baseline = box.maxY - box.height * 0.3
    var words = page.reader.phrase(page.random.integer(in: 1...3), &page.random)
    if let last = words.popLast() { words.append(Substring(last.filter { $0.isLetter || $0.isNumber } + ":")) }
    let used = page.setLine(words, label, x: box.x, measure: box.width * 0.5, baseline: baseline, region: region)
    let x = box.x + used + label.gap
    let width = box.maxX - x
    guard width > 4 * label.size else { return }
    let cell = Rectangle(x: x, y: box.y + box.height * 0.08, width: width, height: box.height * 0.84)
    var pitch: Double?
    switch place {
    case .open: break
    case .line, .dots:
      let y = baseline + label.descent * 0.3
      page.rule(
        from: Point(x: x, y: y), to: Point(x: box.maxX, y: y), thickness: thickness, gray: label.ink,
        dashes: place == .dots ? [thickness, thickness * page.random.uniform(in: 1.5...4)] : [], region: region)
    case .box: page.frame(cell, thickness: thickness, gray: label.ink, region: region)
    case .comb: pitch = comb(cell, label, thickness, page, region)
    }
    guard page.random.happens(0.75) else { return }
    let inset = place == .box ? label.size * 0.4 : 0
    let text = page.random.element(of: TableText.allCases).cell(page)
    switch filling {
    case .none: break
    case .hand(let hand):
      page.write(
        text, hand, x: x + inset, measure: width - inset, baseline: baseline, pitch: pitch,
        region: page.truth.open(.handwriting))
    case .type(let style):
      if let pitch {
        let word = ShapedWord(text.joined(), style).spread(pitch: pitch)
        if word.width <= width { page.draw([(word, x)], baseline: baseline, region: region) }
      } else {
        page.setLine(text, style, x: x + inset, measure: width - inset, baseline: baseline, region: region)
      }
    }
  }

  /// A box divided into one cell a character.
  ///
  /// - Returns: The cells' width.
  private func comb(
    _ box: Rectangle, _ label: TextStyle, _ thickness: Double, _ page: PageComposer, _ region: Int
  ) -> Double {
    let count = max(3, Int(box.width / (box.height * page.random.uniform(in: 0.6...0.9))))
    let pitch = box.width / Double(count)
    page.frame(box, thickness: thickness, gray: label.ink, region: region)
    for index in 1..<count {
      let x = box.x + Double(index) * pitch
      page.rule(
        from: Point(x: x, y: box.y), to: Point(x: x, y: box.maxY), thickness: thickness, gray: label.ink,
        region: region)
    }
    return pitch
  }

  /// Squares with labels, some ticked or crossed.
  private func checkBoxes(
    _ label: TextStyle, _ thickness: Double, in column: Column, _ height: Double, _ page: PageComposer, _ region: Int
  ) {
    let side = label.ascent * page.random.uniform(in: 0.8...1.3)
    let baseline = column.y + height * 0.7
    var x = column.x
    while x < column.x + column.width - 6 * side {
      let box = Rectangle(x: x, y: baseline - side, width: side, height: side)
      page.frame(box, thickness: thickness, gray: label.ink, region: region)
      if page.random.happens(0.4) { mark(box, thickness, label.ink, page, region) }
      let measure = column.x + column.width - x - 1.5 * side
      let used = page.setLine(
        page.reader.phrase(page.random.integer(in: 1...2), &page.random), label, x: x + 1.5 * side, measure: measure,
        baseline: baseline, region: region)
      x += 1.5 * side + used + 2 * label.size
    }
  }

  private func mark(_ box: Rectangle, _ thickness: Double, _ gray: Double, _ page: PageComposer, _ region: Int) {
    func point(_ x: Double, _ y: Double) -> Point {
      Point(
        x: box.x + (x + page.random.uniform(in: -0.12...0.12)) * box.width,
        y: box.y + (y + page.random.uniform(in: -0.12...0.12)) * box.height)
    }
    let width = max(thickness, box.width * page.random.uniform(in: 0.06...0.16))
    if page.random.happens(0.5) {
      page.draw(.stroke([point(0.1, 0.1), point(0.9, 0.9)], width: width), gray: gray, region: region)
      page.draw(.stroke([point(0.9, 0.1), point(0.1, 0.9)], width: width), gray: gray, region: region)
    } else {
      page.draw(
        .stroke([point(0.1, 0.5), point(0.4, 0.9), point(1.1, -0.2)], width: width), gray: gray, region: region)
    }
  }
}
