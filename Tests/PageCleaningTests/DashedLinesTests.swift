import Foundation
import Imaging
import Testing

@testable import PageCleaning

/// Dashes that go on from one to the next are told from specks that lie anyhow.
@Suite struct DashedLinesTests {
  private static let (width, height) = (240, 240)

  /// The lines among the marks of a page of paper and black pixels, and gray ones.
  private func lines(of black: [(x: Int, y: Int)], gray: [(x: Int, y: Int)] = []) -> [[InkArea]] {
    var contrast = [UInt8](repeating: 0, count: Self.width * Self.height)
    for place in gray { contrast[place.y * Self.width + place.x] = 120 }
    for place in black { contrast[place.y * Self.width + place.x] = 255 }
    let mask = InkMask(width: Self.width, height: Self.height, pixels: contrast.map { $0 >= 150 ? 1 : 0 })
    let found = ConnectedComponents(mask)
    let after = GrayImage(width: Self.width, height: Self.height)
    let marks = found.components.filter { DashedLines.mayBeDash($0, stroke: 2) }.map {
      InkArea($0, runs: found.runs[$0.runs], contrast: contrast, after: after)
    }
    return DashedLines(marks, contrast: contrast, width: Self.width, stroke: 2).lines
  }

  /// Dashes of 9 pixels, 15 from one to the next, along a line that rises by so many pixels a column.
  private func dashes(slope: Double, count: Int) -> [(x: Int, y: Int)] {
    (0..<15 * count).filter { $0 % 15 < 9 }.map { (x: 20 + $0, y: 200 - Int((slope * Double($0)).rounded())) }
  }

  @Test(arguments: [0, 0.3, 1] as [Double]) func dashesInARowAreALine(slope: Double) throws {
    let found = lines(of: dashes(slope: slope, count: 6))
    #expect(found.map(\.count) == [6])
  }

  @Test func dashesAroundACircleAreALine() throws {
    var places: [(x: Int, y: Int)] = []
    for step in 0..<720 where step % 30 < 16 {
      let angle = Double(step) * Double.pi / 360
      places.append((x: 120 + Int((80 * cos(angle)).rounded()), y: 120 + Int((80 * sin(angle)).rounded())))
    }
    #expect(lines(of: places).map(\.count) == [24])
  }

  @Test func fewDashesAreNoLine() { #expect(lines(of: dashes(slope: 0, count: 3)).isEmpty) }

  @Test func dashesBesideOneAnotherAreNoLine() {
    let places = (0..<6).flatMap { dash in (0..<9).map { (x: 40 + 15 * dash, y: 100 + $0) } }
    #expect(lines(of: places).isEmpty)
  }

  @Test func piecesOfACreaseAreNoLine() {
    let gaps = (0..<90).filter { $0 % 15 >= 9 }.map { (x: 20 + $0, y: 200) }
    #expect(lines(of: dashes(slope: 0, count: 6), gray: gaps).isEmpty)
  }
}
