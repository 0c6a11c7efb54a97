import NeuralNetwork
import TextTables

/// What a benchmark command found, as a table and as JSON.
public struct BenchmarkReport: Sendable, Encodable, CustomStringConvertible {
  /// The machine.
  public let machine: MachineDescription
  /// The command's arguments.
  public let arguments: [String]
  /// What was timed.
  public let rows: [BenchmarkRow]

  /// Makes a report.
  public init(arguments: [String], rows: [BenchmarkRow]) {
    machine = MachineDescription()
    self.arguments = arguments
    self.rows = rows
  }

  /// The report as one JSON object.
  public func json() throws -> String { try sortedJSON(self) }

  /// A column of the table, left out where no row has a value.
  private struct Column: Sendable {
    let head: String
    let value: @Sendable (BenchmarkRow) -> String?
  }

  private static let columns = [
    Column(head: "what") { $0.name },
    Column(head: "work") { $0.work },
    Column(head: "input") { $0.input },
    Column(head: "batch") { "\($0.batch)" },
    Column(head: "threads") { "\($0.workers)" },
    Column(head: "median ms") { decimals(1000 * $0.seconds.median, 2) },
    Column(head: "minimum ms") { decimals(1000 * $0.seconds.minimum, 2) },
    Column(head: "spread") { decimals(100 * $0.seconds.spread, 1) + " %" },
    Column(head: "GFLOP/s") { $0.gigaflops.map { decimals($0, 1) } },
    Column(head: "done") { $0.gigaflopsDone.map { decimals($0, 1) } },
    Column(head: "of peak") { $0.shareOfPeak.map { decimals(100 * $0, 0) + " %" } },
    Column(head: "images/s") { $0.imagesPerSecond.map { decimals($0, 0) } },
    Column(head: "Mpixel/s") { $0.megapixelsPerSecond.map { decimals($0, 2) } },
  ]

  /// A table, and under it what it was measured on.
  public var description: String {
    let columns = Self.columns.filter { column in rows.contains { column.value($0) != nil } }
    var table = TextTable(columns.map(\.head), leftColumns: 3)
    for row in rows { table.append(columns.map { $0.value(row) ?? "" }) }
    let runs = rows.first?.seconds.seconds.count ?? 0
    return "\(table)\nmedians of \(runs) \(runs == 1 ? "run" : "runs") on \(machine)"
  }
}
