import Imaging

/// A picture from a file, or a procedural one, in continuous grays or screened, with or without frame and caption.
struct PictureBlock: Block {
  /// Share of the column's height that is left; drawn unless given.
  var share: Double?

  func draw(in column: inout Column, on page: PageComposer) throws {
    let gap = page.body.leading * 0.4
    let height = column.height * (share ?? page.random.uniform(in: 0.15...0.55)) - 2 * gap
    let width = column.width * (page.random.happens(0.6) ? 1 : page.random.uniform(in: 0.4...0.95))
    guard height > 30, width > 30 else { return }
    let box = Rectangle(
      x: column.x + (column.width - width) * page.random.element(of: [0, 0.5, 1]), y: column.y + gap, width: width,
      height: height)
    let picture = try part(for: box, on: page)
    let screen = screen(on: page)
    let tone = PicturePaint.Tone(
      gamma: page.random.logUniform(in: 0.6...1.5),
      black: page.random.happens(0.4) ? 0 : page.random.uniform(in: 0...0.25),
      white: page.random.happens(0.5) ? 1 : page.random.uniform(in: 0.85...1))
    let paint = PicturePaint(picture, in: box, placement: page.canvas.placement, tone: tone, screen: screen)
    let shape: Outline =
      page.random.happens(0.92)
      ? .rectangle(box)
      : .ellipse(centre: Point(x: box.midX, y: box.midY), radiusX: box.width / 2, radiusY: box.height / 2)
    let region = page.truth.open(screen == nil ? .photograph : .halftone)
    page.truth.add(page.canvas.fill(shape, with: paint), to: region)
    if page.random.happens(0.4) {
      page.frame(
        box, thickness: max(0.7, page.design.pixels(points: page.random.logUniform(in: 0.3...2))), gray: page.body.ink,
        region: region)
    }
    column.y = box.maxY + gap
    if page.random.happens(0.6) { try CaptionBlock().draw(in: &column, on: page) }
    column.y += gap
  }

  /// A part of a picture in the box's proportions.
  private func part(for box: Rectangle, on page: PageComposer) throws -> Picture {
    let files = page.material.pictures
    let picture =
      files.paths.isEmpty || page.random.happens(0.1)
      ? ProceduralPicture.draw(&page.random) : try files.picture(page.random.below(files.paths.count))
    let fit = min(Double(picture.width) / box.width, Double(picture.height) / box.height)
    let scale = fit * page.random.uniform(in: 0.5...1)
    let width = max(1, min(picture.width, Int(box.width * scale)))
    let height = max(1, min(picture.height, Int(box.height * scale)))
    let part = PixelBox(
      x: page.random.below(picture.width - width + 1), y: page.random.below(picture.height - height + 1),
      width: width, height: height)
    return picture.reduced(
      part: part, toWidth: Int(box.width.rounded(.up)), height: Int(box.height.rounded(.up)))
  }

  /// A screen of 40 to 150 lines an inch; none where its cells would be too small to be resolved.
  private func screen(on page: PageComposer) -> Screen? {
    guard page.random.happens(0.55) else { return nil }
    let finest = min(150, page.design.dpi / 3)
    guard finest > 40 else { return nil }
    let period = page.design.dpi / page.random.logUniform(in: 40...finest)
    if page.random.happens(0.15) {
      return Screen(.lines, period: period, degrees: page.random.uniform(in: 0...180))
    }
    return Screen(.dots, period: period, degrees: page.random.happens(0.8) ? 45 : page.random.uniform(in: 0...90))
  }
}
