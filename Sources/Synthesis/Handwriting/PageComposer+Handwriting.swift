extension PageComposer {
  /// A hand, where there are characters to write with.
  ///
  /// - Parameter xHeight: The height of small letters in pixels.
  func hand(xHeight: Double) -> Hand? {
    material.handwriting == nil ? nil : Hand(xHeight: xHeight, &random)
  }

  /// Writes words on one line by hand, as far as they fit; characters of which there is no image are left out.
  ///
  /// - Parameters:
  ///   - x: Where the line begins, in pixels of the page as it is laid out.
  ///   - pitch: Pixels from character to character where each has a box of its own.
  /// - Returns: How many of the words are written.
  @discardableResult
  func write(
    _ words: [Substring], _ hand: Hand, x: Double, measure: Double, baseline: Double, pitch: Double? = nil, region: Int
  ) -> Int {
    guard let characters = material.handwriting else { return 0 }
    var drawn: [TruthRecorder.DrawnWord] = []
    var pen = x
    var done = 0
    for word in words {
      let glyphs = glyphs(of: word, hand, characters)
      let width = pitch.map { $0 * Double(glyphs.count) } ?? glyphs.reduce(0) { $0 + $1.advance }
      guard pen + width <= x + measure else { break }
      done += 1
      guard !glyphs.isEmpty else { continue }
      var letters: [TruthRecorder.DrawnCharacter] = []
      for glyph in glyphs {
        let place = pitch.map { pen + ($0 - glyph.width) / 2 } ?? pen
        let shift = hand.xHeight * hand.unrest * random.normal()
        let transform = Affine.glyph(
          origin: Point(x: place + hand.slant * glyph.bottom, y: baseline - glyph.bottom + shift), size: glyph.height,
          slant: hand.slant)
        letters.append(.init(text: glyph.text, ink: canvas.fill(glyph.outline, transform, gray: hand.ink)))
        pen += pitch ?? glyph.advance
      }
      drawn.append(.init(font: characters.name, characters: letters))
      pen += pitch ?? hand.gap
    }
    guard !drawn.isEmpty else { return done }
    use(font: characters.name)
    truth.add(
      drawn, style: .init(font: characters.name, ink: hand.ink, paper: 1, xHeight: hand.xHeight),
      baseline: baselineEnds(from: x, to: pen, y: baseline), to: region)
    return done
  }

  /// Fills a rectangle with lines written by hand.
  func writeNote(
    in box: Rectangle, _ hand: Hand, words: [Substring], turn: TruthRecorder.ReadingTurn = .text
  ) {
    let region = truth.open(.handwriting, turn: turn)
    var rest = words[...]
    var baseline = box.y + 1.65 * hand.xHeight
    while !rest.isEmpty, baseline + 0.65 * hand.xHeight <= box.maxY {
      let done = write(Array(rest), hand, x: box.x, measure: box.width, baseline: baseline, region: region)
      // A word wider than the box is left out.
      rest = rest.dropFirst(max(1, done))
      if done > 0 { baseline += hand.leading }
    }
  }

  private struct HandwrittenGlyph {
    let text: Character
    let outline: Outline
    /// Pixels.
    let width: Double
    let height: Double
    /// Pixels above the baseline.
    let bottom: Double
    /// Pixels to the next character.
    let advance: Double
  }

  private func glyphs(of word: Substring, _ hand: Hand, _ characters: HandwrittenCharacters) -> [HandwrittenGlyph] {
    (hand.isUppercase ? word.uppercased() : String(word)).compactMap { character in
      guard let image = characters.image(of: character, &random),
        let contour = InkContour(image, level: hand.level)
      else { return nil }
      let extent = Hand.extent(of: character)
      let size = hand.xHeight * max(0.5, 1 + hand.unrest * random.normal())
      let height = (extent.top - extent.bottom) * size
      let width = height * contour.aspect
      return HandwrittenGlyph(
        text: character, outline: contour.outline, width: width, height: height, bottom: extent.bottom * size,
        advance: width + hand.xHeight * (0.2 + hand.unrest * abs(random.normal())))
    }
  }
}
