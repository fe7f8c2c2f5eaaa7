using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Escalation.Mutants.Scoring;

/// <content>Changes of expressions.</content>
internal sealed partial class ChangeWriter
{
    private readonly Dictionary<ISymbol, int?> _constants = new(SymbolEqualityComparer.Default);

    public override SyntaxNode? VisitBinaryExpression(BinaryExpressionSyntax node)
    {
        SyntaxNode? visited = base.VisitBinaryExpression(node);
        if (Declares(node))
        {
            return visited;
        }

        if (node.IsKind(SyntaxKind.CoalesceExpression))
        {
            return Choose(node, visited, "default", node.Right);
        }

        (string kind, string[] others) = Operators.Of(node.Kind());
        ITypeSymbol? type = model.GetTypeInfo(node).Type;
        return type is null || type.SpecialType == SpecialType.System_String || type.TypeKind is TypeKind.Enum or TypeKind.Delegate
            ? visited
            : Choose(node, visited, kind, [.. others.Select(other => Parsed($"{node.Left} {other} {node.Right}"))]);
    }

    public override SyntaxNode? VisitPrefixUnaryExpression(PrefixUnaryExpressionSyntax node)
    {
        SyntaxNode? visited = base.VisitPrefixUnaryExpression(node);
        return node.Kind() switch
        {
            SyntaxKind.UnaryMinusExpression or SyntaxKind.BitwiseNotExpression => Choose(node, visited, "arithmetic", node.Operand),
            SyntaxKind.LogicalNotExpression when !Declares(node) => Choose(node, visited, "logic", node.Operand),
            SyntaxKind.PreIncrementExpression when !IsStatement(node) => Choose(node, visited, "assignment", Parsed($"--{node.Operand}")),
            SyntaxKind.PreDecrementExpression when !IsStatement(node) => Choose(node, visited, "assignment", Parsed($"++{node.Operand}")),
            _ => visited,
        };
    }

    public override SyntaxNode? VisitPostfixUnaryExpression(PostfixUnaryExpressionSyntax node)
    {
        SyntaxNode? visited = base.VisitPostfixUnaryExpression(node);
        return node.Kind() switch
        {
            SyntaxKind.PostIncrementExpression when !IsStatement(node) => Choose(node, visited, "assignment", Parsed($"{node.Operand}--")),
            SyntaxKind.PostDecrementExpression when !IsStatement(node) => Choose(node, visited, "assignment", Parsed($"{node.Operand}++")),
            _ => visited,
        };
    }

    public override SyntaxNode? VisitLiteralExpression(LiteralExpressionSyntax node)
    {
        switch (node.Kind())
        {
            case SyntaxKind.TrueLiteralExpression:
                return Choose(node, node, "boolean", Parsed("false"));
            case SyntaxKind.FalseLiteralExpression:
                return Choose(node, node, "boolean", Parsed("true"));
            case SyntaxKind.NumericLiteralExpression when TargetOf(node) is { } target && NextOf(node.Token.Value) is { } next:
                ExpressionSyntax choice = Choose(node, node, "constant", Parsed(next));
                return ReferenceEquals(choice, node) ? node : Parsed($"(({target}){choice})").WithTriviaFrom(node);
            default:
                return node;
        }
    }

    public override SyntaxNode? VisitIdentifierName(IdentifierNameSyntax node)
    {
        if (node.Parent is MemberAccessExpressionSyntax access && access.Name == node || node.Parent is NameColonSyntax or NameEqualsSyntax or QualifiedNameSyntax or TypeArgumentListSyntax)
        {
            return node;
        }

        if (model.GetSymbolInfo(node).Symbol is not (IFieldSymbol { IsConst: true } or ILocalSymbol { IsConst: true }) || TargetOf(node) is not { } target)
        {
            return node;
        }

        ISymbol symbol = model.GetSymbolInfo(node).Symbol!;
        SyntaxReference? declaration = symbol.DeclaringSyntaxReferences.FirstOrDefault();
        if (declaration is null || declaration.SyntaxTree != node.SyntaxTree)
        {
            return node;
        }

        // Every use of a constant in its file changes at once, as if the declaration had.
        string changed = $"{node} + 1";
        if (!_constants.TryGetValue(symbol, out int? id))
        {
            id = book.Take(declaration.GetSyntax(), "constant", changed);
            _constants.Add(symbol, id);
        }

        return id is { } number ? Parsed($"(({target}){Switched(number, Parsed(changed), node)})").WithTriviaFrom(node) : node;
    }

    public override SyntaxNode? VisitConditionalExpression(ConditionalExpressionSyntax node)
    {
        var visited = (ConditionalExpressionSyntax)base.VisitConditionalExpression(node)!;
        return Declares(node.Condition) ? visited : visited.WithCondition(Choose(node.Condition, visited.Condition, "condition", Parsed("true"), Parsed("false")));
    }

    public override SyntaxNode? VisitIsPatternExpression(IsPatternExpressionSyntax node)
    {
        var value = (ExpressionSyntax)Visit(node.Expression)!;
        IsPatternExpressionSyntax visited = node.WithExpression(value);
        if (Declares(node))
        {
            return visited;
        }

        var variants = new List<ExpressionSyntax>();
        foreach (SyntaxNode pattern in node.Pattern.DescendantNodesAndSelf())
        {
            if (pattern is RelationalPatternSyntax relation)
            {
                string other = relation.OperatorToken.Text switch { "<" => "<=", "<=" => "<", ">" => ">=", _ => ">" };
                variants.Add(Replaced(node, relation.OperatorToken, other));
            }
            else if (pattern is BinaryPatternSyntax binary)
            {
                variants.Add(Replaced(node, binary.OperatorToken, binary.OperatorToken.IsKind(SyntaxKind.OrKeyword) ? "and" : "or"));
            }
        }

        variants.Add(Parsed($"!({node})"));
        return Choose(node, visited, "pattern", [.. variants]);
    }

    public override SyntaxNode? VisitInvocationExpression(InvocationExpressionSyntax node)
    {
        if (node.Expression is IdentifierNameSyntax { Identifier.Text: "nameof" })
        {
            return node;
        }

        SyntaxNode? visited = base.VisitInvocationExpression(node);
        if (node.Expression is not MemberAccessExpressionSyntax access || node.Parent is ExpressionStatementSyntax || Declares(node))
        {
            return visited;
        }

        string name = access.Name.Identifier.Text;
        if (name == "Abs" && node.ArgumentList.Arguments is [var only])
        {
            return Choose(node, visited, "method", only.Expression);
        }

        return Operators.OfMethod(name) is { } other
            ? Choose(node, visited, "method", Parsed(node.ReplaceNode(access.Name, SyntaxFactory.IdentifierName(other)).ToString()))
            : visited;
    }

    private static bool IsStatement(ExpressionSyntax node) => node.Parent is ExpressionStatementSyntax or ForStatementSyntax;

    private static ExpressionSyntax Replaced(IsPatternExpressionSyntax node, SyntaxToken token, string text)
    {
        string whole = node.ToString();
        int at = token.SpanStart - node.SpanStart;
        return Parsed(whole[..at] + text + whole[(at + token.Span.Length)..]);
    }

    /// <summary>The type that the compiler gives a constant; a conditional would give it another.</summary>
    private string? TargetOf(ExpressionSyntax node)
    {
        TypeInfo type = model.GetTypeInfo(node);
        ITypeSymbol? target = IsNumber(type.ConvertedType) ? type.ConvertedType : type.Type;
        return IsNumber(target) ? target!.ToDisplayString() : null;
    }

    private static string? NextOf(object? value) => value switch
    {
        int number when number < int.MaxValue => (number + 1).ToString(CultureInfo.InvariantCulture),
        long number when number < long.MaxValue => (number + 1).ToString(CultureInfo.InvariantCulture) + "L",
        uint number when number < uint.MaxValue => (number + 1).ToString(CultureInfo.InvariantCulture) + "U",
        ulong number when number < ulong.MaxValue => (number + 1).ToString(CultureInfo.InvariantCulture) + "UL",
        double number => (number + 1).ToString("R", CultureInfo.InvariantCulture) + "D",
        float number => (number + 1).ToString("R", CultureInfo.InvariantCulture) + "F",
        _ => null,
    };
}
