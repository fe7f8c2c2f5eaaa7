using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace Escalation.Mutants.Scoring;

/// <summary>Writes every change of a file into it, each behind its switch. What must stay a constant for the compiler is left alone: patterns, case labels, attributes, defaults, declarations of constants, tables behind spans.</summary>
/// <param name="model">Meaning of the file's names.</param>
/// <param name="book">Numbers the changes.</param>
internal sealed partial class ChangeWriter(SemanticModel model, ChangeBook book) : CSharpSyntaxRewriter
{
    public override SyntaxNode? VisitAttributeList(AttributeListSyntax node) => node;

    public override SyntaxNode? VisitEnumMemberDeclaration(EnumMemberDeclarationSyntax node) => node;

    public override SyntaxNode? VisitParameter(ParameterSyntax node) => node;

    public override SyntaxNode? VisitCaseSwitchLabel(CaseSwitchLabelSyntax node) => node;

    public override SyntaxNode? VisitConstantPattern(ConstantPatternSyntax node) => node;

    public override SyntaxNode? VisitRelationalPattern(RelationalPatternSyntax node) => node;

    public override SyntaxNode? VisitFieldDeclaration(FieldDeclarationSyntax node) => node.Modifiers.Any(SyntaxKind.ConstKeyword) ? node : base.VisitFieldDeclaration(node);

    public override SyntaxNode? VisitLocalDeclarationStatement(LocalDeclarationStatementSyntax node) => node.IsConst ? node : base.VisitLocalDeclarationStatement(node);

    /// <summary>A table of constants behind a span is data of the assembly; with one entry that varies it would be an array made at each call.</summary>
    internal static bool IsTable(PropertyDeclarationSyntax node) =>
        node is { ExpressionBody.Expression: ArrayCreationExpressionSyntax, Type: GenericNameSyntax { Identifier.Text: "ReadOnlySpan" } };

    private ExpressionSyntax Choose(ExpressionSyntax original, SyntaxNode? visited, string kind, params ReadOnlySpan<ExpressionSyntax> variants)
    {
        var result = (ExpressionSyntax)visited!;
        foreach (ExpressionSyntax variant in variants)
        {
            if (book.Take(original, kind, variant.ToString()) is { } id)
            {
                result = Switched(id, variant, result).WithTriviaFrom(original);
            }
        }

        return result;
    }

    private static ParenthesizedExpressionSyntax Switched(int id, ExpressionSyntax changed, ExpressionSyntax sound) => ParenthesizedExpression(ConditionalExpression(
        ParseExpression(SwitchSource.Condition(id)),
        ParenthesizedExpression(changed.WithoutTrivia()),
        ParenthesizedExpression(sound.WithoutTrivia())));

    /// <summary>A copy of the text; names that it declares would then be declared twice.</summary>
    private static bool Declares(SyntaxNode node) => node.DescendantNodesAndSelf().Any(child => child is VariableDesignationSyntax or DeclarationExpressionSyntax);

    private static ExpressionSyntax Parsed(string text) => ParseExpression(text);

    private static bool IsNumber(ITypeSymbol? type) => type?.SpecialType is >= SpecialType.System_SByte and <= SpecialType.System_Double;
}
