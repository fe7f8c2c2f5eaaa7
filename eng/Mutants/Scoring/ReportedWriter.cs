using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace Escalation.Mutants.Scoring;

/// <summary>Writes the changes of a report into a file, each behind its switch, at the smallest expression, statement or block around it that can be written twice.</summary>
internal sealed class ReportedWriter : CSharpSyntaxRewriter
{
    private readonly Dictionary<SyntaxNode, List<ReportedChange>> _places = [];
    private readonly ChangeBook _book;

    /// <param name="root">The file's root; the only node to visit.</param>
    /// <param name="changes">The changes of the report.</param>
    /// <param name="book">Numbers the changes.</param>
    internal ReportedWriter(SyntaxNode root, IEnumerable<ReportedChange> changes, ChangeBook book)
    {
        _book = book;
        foreach (ReportedChange change in changes)
        {
            SyntaxNode at = root.FindNode(change.Span, getInnermostNodeForTie: true);
            if (!at.Ancestors().OfType<PropertyDeclarationSyntax>().Any(ChangeWriter.IsTable) && at.AncestorsAndSelf().FirstOrDefault(CanBeTwice) is { } place)
            {
                if (!_places.TryGetValue(place, out List<ReportedChange>? here))
                {
                    _places.Add(place, here = []);
                }

                here.Add(change);
            }
        }
    }

    public override SyntaxNode? Visit(SyntaxNode? node)
    {
        SyntaxNode? visited = base.Visit(node);
        if (node is null || !_places.TryGetValue(node, out List<ReportedChange>? changes))
        {
            return visited;
        }

        foreach (ReportedChange change in changes)
        {
            string text = node.ToString();
            int start = change.Span.Start - node.SpanStart;
            string changed = text[..start] + change.After + text[(start + change.Span.Length)..];
            if (_book.Take(node, change.Kind, change.Span == node.Span ? change.After : changed) is { } id)
            {
                visited = Switched(id, node, changed, visited!).WithTriviaFrom(node);
            }
        }

        return visited;
    }

    /// <summary>A body that returns something ends with a result, so that a statement that always leaves can go.</summary>
    public override SyntaxNode? VisitMethodDeclaration(MethodDeclarationSyntax node)
    {
        var visited = (MethodDeclarationSyntax)base.VisitMethodDeclaration(node)!;
        bool hasResult = node.ReturnType is not (PredefinedTypeSyntax { Keyword.RawKind: (int)SyntaxKind.VoidKeyword } or RefTypeSyntax)
            && !node.Modifiers.Any(SyntaxKind.AsyncKeyword) && !node.DescendantNodes().OfType<YieldStatementSyntax>().Any();
        return hasResult && visited.Body is { } body && !ReferenceEquals(visited, node)
            ? visited.WithBody(body.AddStatements(ParseStatement("return default!;\n")))
            : visited;
    }

    private static SyntaxNode Switched(int id, SyntaxNode node, string changed, SyntaxNode sound)
    {
        ExpressionSyntax isOn = ParseExpression(SwitchSource.Condition(id));
        return node switch
        {
            BlockSyntax => Block(IfStatement(isOn, (BlockSyntax)ParseStatement(changed), ElseClause((BlockSyntax)sound))),
            StatementSyntax => IfStatement(isOn, Block(ParseStatement(changed)), ElseClause(Block((StatementSyntax)sound))),
            _ => ParenthesizedExpression(ConditionalExpression(isOn, ParenthesizedExpression(ParseExpression(changed)), ParenthesizedExpression(((ExpressionSyntax)sound).WithoutTrivia()))),
        };
    }

    private static bool CanBeTwice(SyntaxNode node) => node switch
    {
        LocalDeclarationStatementSyntax or LocalFunctionStatementSyntax => false,
        StatementSyntax => true,
        ExpressionSyntax expression => IsValue(expression) && !node.DescendantNodesAndSelf().Any(child => child is VariableDesignationSyntax or DeclarationExpressionSyntax),
        _ => false,
    };

    /// <summary>Whether a conditional may stand in the place of the expression: it is no statement, no target of an assignment or reference, no name or type.</summary>
    private static bool IsValue(ExpressionSyntax node) => node is not (TypeSyntax and not IdentifierNameSyntax) && node.Parent switch
    {
        ExpressionStatementSyntax => false,
        ForStatementSyntax loop => loop.Condition == node,
        AssignmentExpressionSyntax assignment => assignment.Right == node,
        ArgumentSyntax argument => argument.RefKindKeyword.IsKind(SyntaxKind.None),
        MemberAccessExpressionSyntax access => access.Expression == node,
        RefExpressionSyntax or PostfixUnaryExpressionSyntax or NameColonSyntax or NameEqualsSyntax or InitializerExpressionSyntax { RawKind: (int)SyntaxKind.ObjectInitializerExpression } => false,
        PrefixUnaryExpressionSyntax unary => !unary.IsKind(SyntaxKind.PreIncrementExpression) && !unary.IsKind(SyntaxKind.PreDecrementExpression),
        InvocationExpressionSyntax invocation => invocation.Expression != node,
        ConditionalAccessExpressionSyntax access => access.Expression == node,
        _ => true,
    };
}
