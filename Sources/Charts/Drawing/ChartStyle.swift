/// The colours and fonts of all charts, by the classes that their elements have.
///
/// Dark colours are for screens only, so that paper stays white.
enum ChartStyle {
  /// Rules for the charts of a page, or of one file.
  static let rules = """
    .chart-paper{fill:#fff}
    .chart-text{fill:#1b2430}
    .chart-muted{fill:#566273}
    .chart-grid{stroke:#dde2e9;stroke-width:1;fill:none}
    .chart-axis{stroke:#8c97a6;stroke-width:1;fill:none}
    .chart-first{stroke:#b8500c;fill:none}
    .chart-second{stroke:#1d5fb4;fill:none}
    .chart-first-dot{fill:#b8500c}
    .chart-second-dot{fill:#1d5fb4}
    .chart-box{fill:#1d5fb4;fill-opacity:.14;stroke:#1d5fb4;stroke-width:1.5}
    .chart-cell{fill:#174f99}
    .chart-on-cell{fill:#fff}
    .chart-frame{fill:none;stroke:#b4bdc9;stroke-width:1}
    .chart-pixels{image-rendering:pixelated}
    @media screen and (prefers-color-scheme:dark){
    .chart-paper{fill:#14181f}
    .chart-text{fill:#e6eaf0}
    .chart-muted{fill:#a3aebd}
    .chart-grid{stroke:#2c3440}
    .chart-axis{stroke:#6f7b8b}
    .chart-first{stroke:#f29a52}
    .chart-second{stroke:#72abf5}
    .chart-first-dot{fill:#f29a52}
    .chart-second-dot{fill:#72abf5}
    .chart-box{fill:#72abf5;stroke:#72abf5}
    .chart-cell{fill:#8fbdf8}
    .chart-on-cell{fill:#0b1220}
    .chart-frame{stroke:#4b5665}
    }

    """

  /// What text is set in. Widths are reckoned for the widest of them, see ``textWidth(_:size:)``.
  static let fonts = "system-ui,-apple-system,'Segoe UI',Roboto,'Helvetica Neue',Arial,sans-serif"

  /// Sizes of text in pixels.
  enum Size {
    static let title = 16.0
    static let text = 12.0
  }
}
