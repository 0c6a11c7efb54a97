import Foundation
import NeuralNetwork

/// A ``CharacterLanguageModel`` as a file.
///
/// All numbers are little-endian. A file is the signature, a 64-bit checksum of all that follows, the 32-bit numbers of
/// ``Layout``, and its sections one after the other, each filled with zeros to a multiple of 8 bytes: the record as JSON;
/// the alphabet's code points, its members' symbols and the logarithms of their shares; the values of probability and
/// back-off codes; the numbers of entries, suffixes and back-off codes of contexts; the context bits, symbols and probability
/// codes of entries. The arrays are copied as they are, so that reading takes no longer than checking.
public enum LanguageFile {
  /// The first bytes of every language file.
  static let signature = Array("CPLANG1\n".utf8)
  private static let headerLength = 16

  /// How long the sections are.
  private struct Layout {
    static let length = 24
    var order = 0
    var recordBytes = 0
    var members = 0
    var symbols = 0
    var contexts = 0
    var entries = 0

    var fields: [Int] { [order, recordBytes, members, symbols, contexts, entries] }
  }

  /// Whether bytes begin as a language file does.
  public static func isLanguage(_ beginning: some Collection<UInt8>) -> Bool { beginning.starts(with: signature) }

  /// The bytes of a file.
  public static func encode(_ model: CharacterLanguageModel) throws -> [UInt8] {
    let record = Array(try sortedJSON(model.record).utf8)
    let (alphabet, table) = (model.alphabet, model.table)
    let layout = Layout(
      order: model.order, recordBytes: record.count, members: alphabet.members.count, symbols: alphabet.symbolCount,
      contexts: table.suffixes.count, entries: table.symbols.count)
    var body = LanguageSections()
    body.append(layout.fields.map { UInt32($0) })
    body.append(record)
    body.append(alphabet.members.map(\.scalar))
    body.append(alphabet.members.map(\.symbol))
    body.append(alphabet.members.map(\.logShareAfterSpace.bitPattern))
    body.append(alphabet.members.map(\.logShare.bitPattern))
    body.append(table.probabilities.map(\.bitPattern))
    body.append(table.backoffs.map(\.bitPattern))
    body.append(table.entryCounts)
    body.append(table.suffixes)
    body.append(table.backoffCodes)
    body.append(table.contextBits)
    body.append(table.symbols)
    body.append(table.probabilityCodes)
    var head = LanguageSections()
    head.append(signature)
    head.append([body.bytes.withUnsafeBytes { LanguageSections.checksum($0) }])
    return head.bytes + body.bytes
  }

  /// Reads a model from the bytes of a file.
  ///
  /// - Parameter file: The name to use in messages.
  /// - Throws: ``LanguageFileError`` where the bytes are not those of a language file, or damaged.
  public static func decode(_ bytes: UnsafeRawBufferPointer, file: String) throws(LanguageFileError)
    -> CharacterLanguageModel
  {
    func refuse(_ reason: String) -> LanguageFileError { LanguageFileError(file: file, reason: reason) }
    guard isLanguage(bytes.prefix(signature.count)) else { throw refuse("it does not begin as one") }
    guard bytes.count >= headerLength + Layout.length else { throw refuse("it ends after \(bytes.count) bytes") }
    let checksum = UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: signature.count, as: UInt64.self))
    let body = UnsafeRawBufferPointer(rebasing: bytes[headerLength...])
    guard LanguageSections.checksum(body) == checksum else { throw refuse("it is damaged or cut short") }
    var reader = LanguageSections.Reader(body)
    let fields = reader.next(6, of: UInt32.self)?.map { Int($0) } ?? []
    guard fields.count == 6 else { throw refuse("it has no head") }
    let layout = Layout(
      order: fields[0], recordBytes: fields[1], members: fields[2], symbols: fields[3], contexts: fields[4],
      entries: fields[5])
    guard let recordBytes = reader.next(layout.recordBytes, of: UInt8.self),
      let scalars = reader.next(layout.members, of: UInt32.self),
      let memberSymbols = reader.next(layout.members, of: UInt8.self),
      let sharesAfterSpace = reader.next(layout.members, of: UInt32.self),
      let shares = reader.next(layout.members, of: UInt32.self),
      let probabilities = reader.next(256, of: UInt32.self), let backoffs = reader.next(256, of: UInt32.self),
      let entryCounts = reader.next(layout.contexts, of: UInt8.self),
      let suffixes = reader.next(layout.contexts, of: UInt32.self),
      let backoffCodes = reader.next(layout.contexts, of: UInt8.self),
      let contextBits = reader.next((layout.entries + 63) / 64, of: UInt64.self),
      let symbols = reader.next(layout.entries, of: UInt8.self),
      let probabilityCodes = reader.next(layout.entries, of: UInt8.self)
    else { throw refuse("it ends too early") }
    guard let record = try? JSONDecoder().decode([String: String].self, from: Data(recordBytes)) else {
      throw refuse("its record cannot be read")
    }
    let members = scalars.indices.map {
      LanguageAlphabet.Member(
        scalar: scalars[$0], symbol: memberSymbols[$0], logShareAfterSpace: Float(bitPattern: sharesAfterSpace[$0]),
        logShare: Float(bitPattern: shares[$0]))
    }
    guard let alphabet = LanguageAlphabet(members: members), alphabet.symbolCount == layout.symbols else {
      throw refuse("its alphabet is none")
    }
    guard
      let table = LanguageTable(
        symbolCount: layout.symbols, entryCounts: entryCounts, suffixes: suffixes, backoffCodes: backoffCodes,
        symbols: symbols, probabilityCodes: probabilityCodes, contextBits: contextBits,
        probabilities: probabilities.map { Float(bitPattern: $0) }, backoffs: backoffs.map { Float(bitPattern: $0) })
    else { throw refuse("its n-grams do not fit together") }
    return CharacterLanguageModel(alphabet: alphabet, table: table, order: layout.order, record: record)
  }
}
