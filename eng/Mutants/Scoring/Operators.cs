using Microsoft.CodeAnalysis.CSharp;

namespace Escalation.Mutants.Scoring;

/// <summary>Which operators and methods take the place of which.</summary>
internal static class Operators
{
    private static readonly Dictionary<SyntaxKind, (string Kind, string[] Others)> Binary = new()
    {
        [SyntaxKind.LessThanExpression] = ("comparison", ["<=", ">"]),
        [SyntaxKind.LessThanOrEqualExpression] = ("comparison", ["<", ">"]),
        [SyntaxKind.GreaterThanExpression] = ("comparison", [">=", "<"]),
        [SyntaxKind.GreaterThanOrEqualExpression] = ("comparison", [">", "<"]),
        [SyntaxKind.EqualsExpression] = ("comparison", ["!="]),
        [SyntaxKind.NotEqualsExpression] = ("comparison", ["=="]),
        [SyntaxKind.LogicalAndExpression] = ("logic", ["||"]),
        [SyntaxKind.LogicalOrExpression] = ("logic", ["&&"]),
        [SyntaxKind.AddExpression] = ("arithmetic", ["-"]),
        [SyntaxKind.SubtractExpression] = ("arithmetic", ["+"]),
        [SyntaxKind.MultiplyExpression] = ("arithmetic", ["/"]),
        [SyntaxKind.DivideExpression] = ("arithmetic", ["*"]),
        [SyntaxKind.ModuloExpression] = ("arithmetic", ["*"]),
        [SyntaxKind.LeftShiftExpression] = ("bits", [">>"]),
        [SyntaxKind.RightShiftExpression] = ("bits", ["<<"]),
        [SyntaxKind.UnsignedRightShiftExpression] = ("bits", ["<<"]),
        [SyntaxKind.BitwiseAndExpression] = ("bits", ["|"]),
        [SyntaxKind.BitwiseOrExpression] = ("bits", ["&"]),
        [SyntaxKind.ExclusiveOrExpression] = ("bits", ["&"]),
        [SyntaxKind.AddAssignmentExpression] = ("assignment", ["-="]),
        [SyntaxKind.SubtractAssignmentExpression] = ("assignment", ["+="]),
        [SyntaxKind.MultiplyAssignmentExpression] = ("assignment", ["/="]),
        [SyntaxKind.DivideAssignmentExpression] = ("assignment", ["*="]),
        [SyntaxKind.LeftShiftAssignmentExpression] = ("assignment", [">>="]),
        [SyntaxKind.RightShiftAssignmentExpression] = ("assignment", ["<<="]),
        [SyntaxKind.AndAssignmentExpression] = ("assignment", ["|="]),
        [SyntaxKind.OrAssignmentExpression] = ("assignment", ["&="]),
    };

    private static readonly Dictionary<string, string> Methods = Both(
        ("Max", "Min"),
        ("Floor", "Ceiling"),
        ("BitIncrement", "BitDecrement"),
        ("First", "Last"),
        ("FirstOrDefault", "LastOrDefault"),
        ("Any", "All"),
        ("Skip", "Take"),
        ("OrderBy", "OrderByDescending"),
        ("StartsWith", "EndsWith"),
        ("IndexOf", "LastIndexOf"));

    /// <summary>The operators that take the place of this one, with the kind of the change.</summary>
    internal static (string Kind, string[] Others) Of(SyntaxKind kind) => Binary.GetValueOrDefault(kind, ("", []));

    /// <summary>The method that takes the place of this one, or null.</summary>
    internal static string? OfMethod(string name) => Methods.GetValueOrDefault(name);

    private static Dictionary<string, string> Both(params (string One, string Other)[] pairs) =>
        pairs.SelectMany(pair => new[] { pair, (pair.Other, pair.One) }).ToDictionary(pair => pair.Item1, pair => pair.Item2, StringComparer.Ordinal);
}
