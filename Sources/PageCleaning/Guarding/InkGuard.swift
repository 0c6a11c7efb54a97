import Imaging
import PipelineEngine

/// Lets a page through as it was where cleaning would take too much of its ink: a network that has not seen such pages
/// takes large letters, handwriting or pictures for stains.
public struct InkGuard: Sendable, Equatable {
  /// The share of its ink that a page may lose, from 0 to 1.
  public var largestLoss: Double

  /// Ink of which a page has less is dust on an empty sheet, which may go; about a line of print on a page of A4.
  private static let leastInk = 0.001
  /// The share of its letters that a page of faint print may lose.
  private static let mostFaintLetters = 0.5
  /// Letters that are out of focus: how many times wider than others, how dark at least, and how much ink there is of them at least;
  /// stains of an empty sheet come to less.
  private static let (blurredWidth, leastBlurredContrast, leastBlurredInk) = (4, Float(0.12), 0.003)

  /// Makes a guard.
  public init(largestLoss: Double) { self.largestLoss = largestLoss }

  /// What the guard says of a page's cleaning.
  struct Verdict {
    /// Whether the page stays as it was.
    let passesThrough: Bool
    /// What the report says of it.
    let remark: PageRemark
  }

  /// Judges the cleaning of a page by the ink that it takes.
  ///
  /// - Parameters:
  ///   - before: The page's plane before cleaning, without what is no ink of its own.
  ///   - cleaned: The plane after it, of the same size.
  ///   - isBilevel: Whether the page is written in black and white: the gray that cleaning may leave of black becomes black again.
  ///   - isMottled: Whether the page had grain as strong as ink, which may go, and of which letters cannot be told that are as faint.
  func judge(before: GrayImage, cleaned: GrayImage, isBilevel: Bool, isMottled: Bool) -> Verdict {
    let result = isBilevel ? cleaned.binarized() : cleaned
    let loss =
      isMottled
      ? InkLoss(from: before.smoothed.smoothed, to: result.smoothed.smoothed) : InkLoss(from: before, to: result)
    if let lost = tooMuch(of: loss) ?? tooMuchOutOfFocus(from: before, to: result, besides: loss)
      ?? (isMottled ? nil : tooManyFaintLetters(from: before, to: result))
    {
      return Verdict(
        passesThrough: true,
        remark: PageRemark(
          .passedThrough,
          "passed through uncleaned, as cleaning would take \(Self.percentage(lost)) of its ink; to clean it all the same, use "
            + "--always-clean, or set guard.largestLoss to 1"))
    }
    return Verdict(
      passesThrough: false, remark: PageRemark(.note, "cleaning took \(Self.percentage(loss.share)) of its ink"))
  }

  /// The share of a page's ink that is lost; `nil` where that is not too much, or dust on an empty sheet.
  private func tooMuch(of loss: InkLoss, leastInk: Double = Self.leastInk) -> Double? {
    loss.ink >= leastInk && loss.share > largestLoss ? loss.share : nil
  }

  /// The same of letters out of focus, on a page that has no other ink and of which none is left.
  private func tooMuchOutOfFocus(from before: GrayImage, to result: GrayImage, besides loss: InkLoss) -> Double? {
    guard loss.ink < Self.leastInk, loss.inkAfter < Self.leastInk else { return nil }
    let blurred = InkLoss(
      from: before, to: result, coarseness: Self.blurredWidth, leastContrast: Self.leastBlurredContrast)
    return tooMuch(of: blurred, leastInk: Self.leastBlurredInk)
  }

  /// The share of a page's letters that is lost, where its print is too faint for the measure of ink.
  private func tooManyFaintLetters(from before: GrayImage, to result: GrayImage) -> Double? {
    let loss = FaintLetterLoss(before: before, after: result)
    return loss.flatMap { $0.share > max(largestLoss, Self.mostFaintLetters) ? $0.share : nil }
  }

  private static func percentage(_ share: Double) -> String { "\(Int((share * 100).rounded())) %" }
}
