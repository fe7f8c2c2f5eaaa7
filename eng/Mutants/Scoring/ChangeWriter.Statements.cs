using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace Escalation.Mutants.Scoring;

/// <content>Changes of statements and of what a member returns.</content>
internal sealed partial class ChangeWriter
{
    public override SyntaxNode? VisitExpressionStatement(ExpressionStatementSyntax node)
    {
        var visited = (StatementSyntax)base.VisitExpressionStatement(node)!;
        if (Declares(node))
        {
            return visited;
        }

        StatementSyntax result = visited;
        foreach ((string kind, string text) in OtherwiseAssigned(node.Expression))
        {
            if (book.Take(node, kind, text) is { } id)
            {
                result = IfStatement(ParseExpression(SwitchSource.Condition(id)), Block(ParseStatement(text)), ElseClause(Block(result)));
            }
        }

        return MayBeLeftOut(node.Expression) ? LeftOut(node, result) : Spaced(node, result);
    }

    public override SyntaxNode? VisitBreakStatement(BreakStatementSyntax node) => node.Parent is SwitchSectionSyntax ? node : LeftOut(node, node);

    public override SyntaxNode? VisitContinueStatement(ContinueStatementSyntax node) => LeftOut(node, node);

    public override SyntaxNode? VisitThrowStatement(ThrowStatementSyntax node)
    {
        var visited = (StatementSyntax)base.VisitThrowStatement(node)!;
        return node.Parent is BlockSyntax { Parent: IfStatementSyntax { Else: null } } ? LeftOut(node, visited) : visited;
    }

    public override SyntaxNode? VisitIfStatement(IfStatementSyntax node)
    {
        var visited = (IfStatementSyntax)base.VisitIfStatement(node)!;
        return visited.WithCondition(Negated(node.Condition, visited.Condition));
    }

    public override SyntaxNode? VisitWhileStatement(WhileStatementSyntax node)
    {
        var visited = (WhileStatementSyntax)base.VisitWhileStatement(node)!;
        return visited.WithCondition(Negated(node.Condition, visited.Condition));
    }

    public override SyntaxNode? VisitMethodDeclaration(MethodDeclarationSyntax node)
    {
        var visited = (MethodDeclarationSyntax)base.VisitMethodDeclaration(node)!;
        bool plain = node.ParameterList.Parameters.All(parameter => !parameter.Modifiers.Any(SyntaxKind.OutKeyword)) && node.ReturnType is not RefTypeSyntax;
        if (!plain || node.Modifiers.Any(SyntaxKind.AsyncKeyword))
        {
            return visited;
        }

        bool empty = node.ReturnType is PredefinedTypeSyntax { Keyword.RawKind: (int)SyntaxKind.VoidKeyword };
        return empty
            ? node.ExpressionBody is null ? visited : Emptied(node, visited)
            : visited.WithBody(WithoutResult(node.Body, visited.Body)).WithExpressionBody(WithoutResult(node.ExpressionBody, visited.ExpressionBody));
    }

    public override SyntaxNode? VisitOperatorDeclaration(OperatorDeclarationSyntax node)
    {
        var visited = (OperatorDeclarationSyntax)base.VisitOperatorDeclaration(node)!;
        return visited.WithBody(WithoutResult(node.Body, visited.Body)).WithExpressionBody(WithoutResult(node.ExpressionBody, visited.ExpressionBody));
    }

    public override SyntaxNode? VisitPropertyDeclaration(PropertyDeclarationSyntax node)
    {
        if (IsTable(node))
        {
            return node;
        }

        var visited = (PropertyDeclarationSyntax)base.VisitPropertyDeclaration(node)!;
        return node.Type is RefTypeSyntax ? visited : visited.WithExpressionBody(WithoutResult(node.ExpressionBody, visited.ExpressionBody));
    }

    private static StatementSyntax Spaced(ExpressionStatementSyntax node, StatementSyntax result) => ReferenceEquals(result, node) ? result : result.WithTriviaFrom(node);

    private static IEnumerable<(string Kind, string Text)> OtherwiseAssigned(ExpressionSyntax expression)
    {
        switch (expression)
        {
            case AssignmentExpressionSyntax assignment:
                (string kind, string[] others) = Operators.Of(assignment.Kind());
                return others.Select(other => (kind, $"{assignment.Left} {other} {assignment.Right};"));
            case PostfixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.PostIncrementExpression } increment:
                return [("assignment", $"{increment.Operand}--;")];
            case PostfixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.PostDecrementExpression } decrement:
                return [("assignment", $"{decrement.Operand}++;")];
            default:
                return [];
        }
    }

    /// <summary>An assignment that gives a variable its first value cannot go: the rest would not compile.</summary>
    private bool MayBeLeftOut(ExpressionSyntax expression)
    {
        if (expression is not AssignmentExpressionSyntax { RawKind: (int)SyntaxKind.SimpleAssignmentExpression } assignment)
        {
            return true;
        }

        return model.GetSymbolInfo(assignment.Left).Symbol switch
        {
            ILocalSymbol local => local.DeclaringSyntaxReferences is [var declaration] && declaration.GetSyntax() is VariableDeclaratorSyntax { Initializer: not null },
            IParameterSymbol parameter => parameter.RefKind != RefKind.Out,
            null => assignment.Left is not TupleExpressionSyntax tuple || tuple.Arguments.All(part => model.GetSymbolInfo(part.Expression).Symbol is IFieldSymbol or IPropertySymbol),
            _ => true,
        };
    }

    private StatementSyntax LeftOut(StatementSyntax node, StatementSyntax result) => book.Take(node, "statement", "") is { } id
        ? IfStatement(ParseExpression("!" + SwitchSource.Condition(id)), Block(result)).WithTriviaFrom(node)
        : result.WithTriviaFrom(node);

    private ExpressionSyntax Negated(ExpressionSyntax node, ExpressionSyntax visited)
    {
        bool changedAnyway = node is BinaryExpressionSyntax { RawKind: not ((int)SyntaxKind.LogicalAndExpression or (int)SyntaxKind.LogicalOrExpression) }
            or PrefixUnaryExpressionSyntax or LiteralExpressionSyntax or IsPatternExpressionSyntax;
        return changedAnyway || Declares(node) ? visited : Choose(node, visited, "condition", Parsed($"!({node})"));
    }

    private MethodDeclarationSyntax Emptied(MethodDeclarationSyntax node, MethodDeclarationSyntax visited)
    {
        StatementSyntax statement = ExpressionStatement(visited.ExpressionBody!.Expression.WithoutTrivia());
        return book.Take(node.ExpressionBody!.Expression, "statement", "") is { } id
            ? visited.WithExpressionBody(null).WithSemicolonToken(default).WithBody(Block(IfStatement(ParseExpression("!" + SwitchSource.Condition(id)), Block(statement)))).WithTrailingTrivia(ElasticLineFeed)
            : visited;
    }

    private BlockSyntax? WithoutResult(BlockSyntax? node, BlockSyntax? visited)
    {
        if (node is null || node.Statements is [ThrowStatementSyntax] || node.DescendantNodes().OfType<YieldStatementSyntax>().Any())
        {
            return visited;
        }

        return book.Take(node, "result", "return default;") is { } id
            ? visited!.WithStatements(visited.Statements.Insert(0, ParseStatement($"if ({SwitchSource.Condition(id)}) {{ return default!; }}\n")))
            : visited;
    }

    private ArrowExpressionClauseSyntax? WithoutResult(ArrowExpressionClauseSyntax? node, ArrowExpressionClauseSyntax? visited)
    {
        if (node is null || node.Expression is ThrowExpressionSyntax or RefExpressionSyntax or LiteralExpressionSyntax || Declares(node))
        {
            return visited;
        }

        return visited!.WithExpression(Choose(node.Expression, visited.Expression, "result", Parsed("default!")));
    }
}
