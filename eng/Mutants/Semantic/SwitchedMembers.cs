using Escalation.Mutants.Scoring;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace Escalation.Mutants.Semantic;

/// <summary>Puts the sound and the changed bodies of a member side by side behind switches, so that one build holds every defect.</summary>
internal static class SwitchedMembers
{
    /// <summary>The file with each changed member switched.</summary>
    /// <param name="sound">The file as it is.</param>
    /// <param name="changed">The file under each defect, by the defect's number.</param>
    internal static string Join(SyntaxNode sound, IEnumerable<(int Id, string Name, SyntaxNode Root)> changed)
    {
        MemberDeclarationSyntax[] members = MembersOf(sound);
        var variants = new Dictionary<MemberDeclarationSyntax, List<(int Id, MemberDeclarationSyntax Member)>>();
        foreach ((int id, string name, SyntaxNode root) in changed)
        {
            (MemberDeclarationSyntax Sound, MemberDeclarationSyntax Changed)[] different = [.. members.Zip(MembersOf(root)).Where(pair => pair.First.ToString() != pair.Second.ToString())];
            if (different is not [var pair])
            {
                throw new MutantException($"{name}: the change must lie in the body of one method, operator or property");
            }

            (variants.TryGetValue(pair.Sound, out var list) ? list : variants[pair.Sound] = []).Add((id, pair.Changed));
        }

        return sound.ReplaceNodes(variants.Keys, (member, _) => variants[member].Aggregate(member, (joined, variant) => Joined(joined, variant.Id, variant.Member))).ToFullString();
    }

    private static MemberDeclarationSyntax[] MembersOf(SyntaxNode root) => [.. root.DescendantNodes().OfType<MemberDeclarationSyntax>().Where(member => member is BaseMethodDeclarationSyntax or PropertyDeclarationSyntax)];

    private static MemberDeclarationSyntax Joined(MemberDeclarationSyntax joined, int id, MemberDeclarationSyntax changed) => (joined, changed) switch
    {
        (BaseMethodDeclarationSyntax { Body: { } body } method, BaseMethodDeclarationSyntax { Body: { } other }) => method.WithBody(Either(id, other, body)),
        (MethodDeclarationSyntax { ExpressionBody: { } body } method, MethodDeclarationSyntax { ExpressionBody: { } other }) => method.WithExpressionBody(Either(id, other, body)),
        (PropertyDeclarationSyntax { ExpressionBody: { } body } property, PropertyDeclarationSyntax { ExpressionBody: { } other }) => property.WithExpressionBody(Either(id, other, body)),
        _ => throw new MutantException($"a change must lie in the body of one method, operator or property (was {joined.Kind()})"),
    };

    private static BlockSyntax Either(int id, BlockSyntax changed, BlockSyntax sound) => Block(IfStatement(ParseExpression(SwitchSource.Condition(id)), changed, ElseClause(sound)));

    private static ArrowExpressionClauseSyntax Either(int id, ArrowExpressionClauseSyntax changed, ArrowExpressionClauseSyntax sound) => sound.WithExpression(ConditionalExpression(
        ParseExpression(SwitchSource.Condition(id)),
        ParenthesizedExpression(changed.Expression.WithoutTrivia()),
        ParenthesizedExpression(sound.Expression.WithoutTrivia())));
}
