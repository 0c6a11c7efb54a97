import PipelineEngine

/// A gray page that is to be processed tile by tile: the page, how it is cut, and what is done to each tile.
///
/// Nothing is computed before the page is stitched, so that no more tiles than there are workers take memory.
public struct TiledPage: PagePayload {
  /// "tiled page".
  public static var kind: String { "tiled page" }

  /// The page before.
  public var page: GrayPage
  /// Largest width of a tile without its halo, in pixels.
  public var tileSize: Int
  /// The networks to run on each tile, one on the result of the other.
  public var networks: [PageNetwork]
  /// How many times smaller, in each direction, the page is for the networks.
  public var reduction = 1
  /// Whether grain that the networks left on the paper is taken by having them see the page smoothed as well.
  public var removesMottle = false
  /// Whether dark bands along the page's sides, the ground around its sheet, and punch holes become paper.
  public var removesBorder = false
  /// Whether dots far smaller than those of the page's print become paper, and those that are strewn over it.
  public var removesSpecks = false
  /// Whether faint ink is brought back to black where the cleaned page has no other, or where ink is uneven.
  public var restoresFaintInk = false
  /// What gives pictures their tones back after the networks; nothing does where it is `nil`.
  public var pictureKeeper: PictureKeeper?
  /// Whether strokes that the networks took are given back where they left others like them.
  public var keepsInk = false
  /// Whether a page on which the networks find nothing to clean stays as it is, on white paper.
  public var keepsCleanPages = false
  /// What judges whether the page goes on cleaned; nothing does where it is `nil`.
  public var inkGuard: InkGuard?

  /// How much of the networks' cleaning is taken, 0 to 1; nothing without networks.
  var strength: Float { networks.map(\.strength).max() ?? 0 }

  /// Whether all of it is taken.
  var isCleanedWholly: Bool { networks.allSatisfy { $0.strength == 1 } }

  /// Whether faint ink is brought back; a page of which only part of the cleaning is taken may have gray paper, which is not to be
  /// deepened.
  var restoresFaintInkWholly: Bool { restoresFaintInk && isCleanedWholly }

  /// The page's own need; tiles take the workers' memory, which is there once.
  public var memoryNeeded: Int { page.memoryNeeded }
}
