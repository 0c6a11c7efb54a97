import Foundation

/// A number with so many decimals, for tables.
public func fixedPoint(_ value: Double, _ decimals: Int) -> String { String(format: "%.\(decimals)f", value) }
