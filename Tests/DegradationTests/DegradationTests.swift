import Foundation
import Imaging
import PipelineEngine
import Randomness
import Testing

@testable import Degradation

/// A page of dark bars on white.
private func bars(_ width: Int, _ height: Int) -> FloatImage {
  var image = FloatImage(width: width, height: height, filledWith: 1)
  image.map { _, x, y in x % 9 < 3 && y % 11 < 7 ? 0.05 : 1 }
  return image
}

private func recipe(_ names: [String]) throws -> DegradationRecipe {
  try DegradationRecipe(name: "test", steps: []).only(names)
}

private func degraded(
  _ names: [String], seed: UInt64 = 5, _ image: FloatImage, papers: [FloatImage] = []
) throws -> (page: DegradedPage, events: [DegradationRecipe.Event]) {
  var page = DegradedPage(image: image, dotsPerInch: 150, papers: papers)
  let events = try recipe(names).apply(to: &page, path: seed)
  return (page, events)
}

private let paper = bars(40, 30).blurred(sigma: 3)

@Suite struct DegradationTests {
  @Test(arguments: Degradations.all.map { $0.name })
  func everyDegradationChangesAPageAsItsSeedSays(name: String) throws {
    let page = bars(160, 120).blurred(sigma: 1)
    let (first, events) = try degraded([name], page, papers: [paper])
    let again = try degraded([name], page, papers: [paper]).page
    #expect(first.image == again.image)
    #expect(first.image.values.allSatisfy { (0...1).contains($0) })
    // What is rare or small may miss a page of an inch; ten of them it may not.
    let changes = try (0..<10).map { try degraded([name], seed: $0, page, papers: [paper]).page.image != page }
    #expect(changes.contains(true))
    #expect(Set(try (0..<10).map { try degraded([name], seed: $0, page, papers: [paper]).page.image.values }).count > 1)
    #expect(events.map(\.type) == [name])
  }

  @Test(arguments: Degradations.all.map { $0.name })
  func everyDrawIsRecordedAndInItsRange(name: String) throws {
    let degradation = try #require(Degradations.named(name))
    for seed in 0..<6 as Range<UInt64> {
      let (_, events) = try degraded([name], seed: seed, bars(64, 48), papers: [paper])
      let values = try #require(events.first).values
      #expect(Set(values.keys) == Set(degradation.parameters.map(\.name)))
      for parameter in degradation.parameters {
        #expect(values[parameter.name, default: []].allSatisfy { parameter.range.contains($0) })
        #expect(parameter.limits.contains(parameter.range.lowerBound))
        #expect(parameter.limits.contains(parameter.range.upperBound))
      }
    }
  }

  @Test(arguments: [(1, 1), (1, 70), (3, 200), (211, 2)])
  func everyDegradationTakesPagesOfAnyShape(size: (Int, Int)) throws {
    for degradation in Degradations.all {
      for dpi in [12.0, 2400] {
        var page = DegradedPage(image: bars(size.0, size.1), dotsPerInch: dpi, papers: [paper])
        try recipe([degradation.name]).apply(to: &page, path: 3)
        #expect(page.image.width == size.0 && page.image.height == size.1)
        #expect(page.image.values.allSatisfy { $0.isFinite })
      }
    }
  }

  @Test(arguments: [
    "paperTone", "paperGrain", "paperImage", "showThrough", "stain", "coffeeRing", "unevenLight", "shadow", "wrinkle",
  ])
  func whatLiesOnPaperOnlyDarkens(name: String) throws {
    let page = bars(120, 90)
    let (result, _) = try degraded([name], page, papers: [paper])
    #expect(zip(result.image.values, page.values).allSatisfy { $0 <= $1 + 1e-6 })
  }

  @Test func fadedInkIsLighterAndPaperStays() throws {
    let page = bars(120, 90)
    let (result, _) = try degraded(["inkFade"], page)
    for (after, before) in zip(result.image.values, page.values) {
      #expect(before == 1 ? abs(after - 1) < 1e-6 : after >= before)
    }
  }

  @Test func thresholdingLeavesBlackAndWhite() throws {
    let (result, _) = try degraded(["blur", "threshold"], bars(90, 60))
    #expect(Set(result.image.values) == [0, 1])
  }

  @Test func whatABorderCoversIsLost() throws {
    let (result, _) = try degraded(["darkBorder"], bars(200, 200))
    let lost = try #require(result.lost)
    #expect(lost.values.contains { $0 > 0.99 } && lost.values.contains(0))
    for (share, value) in zip(lost.values, result.image.values) where share > 0.99 { #expect(value < 0.5) }
  }

  @Test func theOtherSideShowsThroughMirrored() throws {
    let blank = FloatImage(width: 100, height: 40, filledWith: 1)
    var back = blank
    back.map { _, x, _ in x < 30 ? 0 : 1 }
    var page = DegradedPage(image: blank, dotsPerInch: 150, back: back)
    try recipe(["showThrough"]).apply(to: &page, path: 1)
    #expect(page.image.values[20 * 100 + 95] < 0.99)
    #expect(page.image.values[20 * 100 + 5] > 0.999)
  }
}

@Suite struct RecipeTests {
  @Test func whatBefallsAPageFollowsFromTheSeedAndNotFromOtherSteps() throws {
    let long = DegradationRecipe(
      name: "long",
      steps: [
        .init(type: "fold", probability: 0.5, ranges: [:]), .init(type: "stain", probability: 0.5, ranges: [:]),
        .init(type: "blur", probability: 0.5, ranges: [:]),
      ])
    var short = long
    short.steps.removeFirst()
    var counts: [String: Int] = [:]
    for seed in 0..<60 as Range<UInt64> {
      var (one, other) = (
        DegradedPage(image: bars(20, 20), dotsPerInch: 150), DegradedPage(image: bars(20, 20), dotsPerInch: 150)
      )
      let all = long.apply(to: &one, path: seed)
      #expect(short.apply(to: &other, path: seed) == all.filter { $0.type != "fold" })
      for event in all { counts[event.type, default: 0] += 1 }
    }
    #expect(counts.values.allSatisfy { (15...45).contains($0) } && counts.count == 3)
  }

  @Test func aRecipeFileSetsChancesAndRanges() throws {
    let text = """
      name: two
      steps:
        - {type: stain, probability: 0.5, diameter: [5, 9], ring: 0}
        - {type: blur}
      """
    let recipe = try RecipeFile.decode(text, file: "x.yaml")
    #expect(recipe.name == "two")
    #expect(recipe.steps[0].ranges == ["diameter": 5...9, "ring": 0...0])
    #expect(recipe.steps[1] == .init(type: "blur", probability: 1, ranges: [:]))
  }

  @Test func theRecipeInsideTheProgramHasEveryDegradation() throws {
    let recipe = try RecipeFile.read(RecipeFile.builtInName, context: StageContext(workers: 1))
    #expect(Set(recipe.steps.map(\.type)) == Set(Degradations.all.map { $0.name }))
  }

  @Test(arguments: [
    ("steps: [{type: stein}]", "did you mean 'stain'?"),
    ("steps:\n  - {type: stain, probability: 1.5}", "x.yaml:2"),
    ("steps: [{type: stain, diametre: 3}]", "did you mean 'diameter'?"),
    ("steps: [{type: stain, depth: [0.9, 0.1]}]", "rising"),
    ("steps: [{type: stain, depth: 7}]", "from 0.0 to 1.0"),
    ("steps: [{type: stain, depth: dark}]", "a number"),
    ("steps: [stain]", "'type'"),
    ("step: []", "'steps:'"),
    ("nam: x\nsteps: []", "did you mean 'name'?"),
    ("{", "YAML"),
  ])
  func aWrongRecipeIsRefusedWithItsPlaceAndARemedy(text: String, part: String) {
    let error = #expect(throws: DegradationError.self) { try RecipeFile.decode(text, file: "x.yaml") }
    #expect(error?.description.contains(part) == true && error?.description.hasPrefix("x.yaml") == true)
  }

  @Test func anUnknownNameIsRefused() {
    #expect(throws: DegradationError.self) { try recipe(["stein"]) }
  }
}
