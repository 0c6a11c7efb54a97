/// How the page of a report looks.
enum ReportStyle {
  /// Rules of the page; charts have their own.
  ///
  /// What is wider than a window moves within it, so that the page itself does not.
  static let rules = """
    :root{color-scheme:light dark}
    body{margin:0;background:#fff;color:#1b2430;font:16px/1.5 \(ChartStyle.fonts)}
    main{max-width:1000px;margin:0 auto;padding:24px 16px 48px}
    h1{font-size:1.6rem;line-height:1.25;margin:0 0 16px;overflow-wrap:anywhere}
    h2{font-size:1.2rem;margin:32px 0 12px;overflow-wrap:anywhere}
    p{max-width:70ch;overflow-wrap:anywhere}
    dl{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,220px),1fr));gap:8px 24px;margin:16px 0}
    dt{color:#566273;font-size:.85rem}
    dd{margin:0;overflow-wrap:anywhere}
    .wide{overflow-x:auto}
    table{border-collapse:collapse;font-size:.92rem;margin:12px 0}
    th,td{padding:4px 12px 4px 0;text-align:left;border-bottom:1px solid #dde2e9;vertical-align:top}
    th{color:#566273;font-weight:600}
    details{margin:8px 0}
    summary{cursor:pointer}
    .figure{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
    figure{margin:20px 0}
    figure .wide{margin:0 -16px}
    figure svg{display:block;max-width:100%;height:auto}
    figcaption{color:#566273;font-size:.9rem;margin-top:6px;max-width:70ch}
    pre{overflow-x:auto;font:13px/1.45 ui-monospace,SFMono-Regular,Menlo,Consolas,'DejaVu Sans Mono',monospace;
    background:#f5f7f9;padding:12px;border-radius:6px}
    @media screen and (prefers-color-scheme:dark){
    body{background:#14181f;color:#e6eaf0}
    dt,th,figcaption{color:#a3aebd}
    th,td{border-color:#2c3440}
    pre{background:#1c222b}
    }
    @media print{
    :root{color-scheme:light}
    main{max-width:none;padding:0}
    body{font-size:11pt}
    pre{font-size:8pt;white-space:pre-wrap;background:none;padding:0}
    .wide,figure .wide{overflow:visible;margin:0}
    figure svg{min-width:0!important}
    figure,tr{break-inside:avoid}
    h2{break-after:avoid}
    }

    """
}
