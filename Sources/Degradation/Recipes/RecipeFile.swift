import CPipelines
import Foundation
import PipelineEngine
import Yams

/// A recipe of degradations as a YAML file.
public enum RecipeFile {
  /// The name of the recipe inside the program.
  public static let builtInName = "everything"

  /// Reads a recipe: the one inside the program by its name, or a file that a pipeline names.
  ///
  /// - Throws: ``DegradationError`` at the line of what is wrong, or a file's own error.
  public static func read(_ name: String, context: StageContext) throws -> DegradationRecipe {
    if name == builtInName {
      return try decode(String(cString: recipe_everything()), file: "Pipelines/degradations/everything.yaml")
    }
    let path = context.resolve(name)
    guard let text = String(validating: try readTextFile(path), as: UTF8.self) else {
      throw DegradationError("\(path): the recipe is not UTF-8 text")
    }
    return try decode(text, file: path)
  }

  /// Reads a recipe from the text of a file.
  ///
  /// - Parameter file: The name to use in messages.
  public static func decode(_ text: String, file: String) throws(DegradationError) -> DegradationRecipe {
    func wrong(_ node: Node?, _ reason: String) -> DegradationError {
      DegradationError("\(file)\(node?.mark.map { ":\($0.line)" } ?? ""): \(reason)")
    }
    let root: Node?
    do { root = try composeYAML(text) } catch { throw wrong(nil, "this is not YAML: \(error)") }
    guard let mapping = root?.mapping, let list = mapping["steps"]?.sequence else {
      throw wrong(root, "a recipe is a mapping with a list 'steps:' of degradations, {type: stain, probability: 0.3}")
    }
    var recipe = DegradationRecipe(name: mapping["name"]?.string ?? "recipe", steps: [])
    for (key, _) in mapping where key.string != "name" && key.string != "steps" {
      throw wrong(
        key,
        "a recipe has no key '\(key.string ?? "?")'"
          + suggestion(for: key.string ?? "", among: ["name", "steps"], called: "keys"))
    }
    for node in list { recipe.steps.append(try step(node, wrong)) }
    return recipe
  }

  private typealias Wrong = (Node?, String) -> DegradationError

  private static func step(_ node: Node, _ wrong: Wrong) throws(DegradationError) -> DegradationRecipe.Step {
    guard let mapping = node.mapping, let type = mapping["type"]?.string else {
      throw wrong(node, "a step is a mapping with a 'type', such as {type: stain, probability: 0.3}")
    }
    guard let degradation = Degradations.named(type) else {
      throw wrong(mapping["type"], DegradationError.unknown(type).description)
    }
    var step = DegradationRecipe.Step(type: type, probability: 1, ranges: [:])
    for (key, value) in mapping where key.string != "type" {
      let word = key.string ?? "?"
      if word == "probability" {
        step.probability = try share(value, "probability", wrong)
      } else if let parameter = degradation.parameters.first(where: { $0.name == word }) {
        step.ranges[word] = try range(value, parameter, wrong)
      } else {
        let names = ["probability"] + degradation.parameters.map(\.name)
        throw wrong(
          key, "'\(type)' has no parameter '\(word)'" + suggestion(for: word, among: names, called: "parameters"))
      }
    }
    return step
  }

  private static func share(_ node: Node, _ key: String, _ wrong: Wrong) throws(DegradationError) -> Double {
    guard let value = number(node), (0...1).contains(value) else {
      throw wrong(node, "'\(key)' must be a number from 0 to 1, not '\(node.string ?? "?")'")
    }
    return value
  }

  /// A range, `[low, high]`, or one number for a figure that is always the same.
  private static func range(
    _ node: Node, _ parameter: DegradationParameter, _ wrong: Wrong
  ) throws(DegradationError) -> ClosedRange<Double> {
    let values = node.sequence.map { $0.compactMap(number) } ?? [number(node)].compactMap { $0 }
    let count = node.sequence?.count ?? 1
    guard values.count == count, let low = values.first, let high = values.last, count <= 2, low <= high else {
      throw wrong(node, "'\(parameter.name)' must be a number or two in rising order, [low, high]")
    }
    guard parameter.limits.contains(low), parameter.limits.contains(high) else {
      throw wrong(
        node, "'\(parameter.name)' must be from \(parameter.limits.lowerBound) to \(parameter.limits.upperBound)")
    }
    return low...high
  }

  private static func number(_ node: Node) -> Double? { node.string.flatMap(Double.init) }
}
