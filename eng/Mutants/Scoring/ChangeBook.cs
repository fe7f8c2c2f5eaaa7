using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Escalation.Mutants.Scoring;

/// <summary>Numbers the changes of a file in the order of its text and keeps those that were drawn.</summary>
/// <param name="file">The file, from the root of the repository.</param>
/// <param name="first">The number of the file's first change.</param>
/// <param name="drawn">Whether the change of that number is to be compiled in; null lists all and compiles none.</param>
internal sealed class ChangeBook(string file, int first, Func<int, bool>? drawn)
{
    private readonly List<Change> _changes = [];
    private int _next = first;

    /// <summary>All changes that the file offers.</summary>
    internal IReadOnlyList<Change> Changes => _changes;

    /// <summary>Takes the next number for a change.</summary>
    /// <returns>The number, or null when the change is not to be compiled in.</returns>
    internal int? Take(SyntaxNode node, string kind, string after)
    {
        int id = _next++;
        int line = node.SyntaxTree.GetLineSpan(node.Span).StartLinePosition.Line;
        string source = node.SyntaxTree.GetText().Lines[line].ToString();
        _changes.Add(new Change(id, file, line + 1, Flat(source), kind, Flat(node.ToString()), Flat(after), IsStatic(node)));
        return drawn is not null && drawn(id) ? id : null;
    }

    private static string Flat(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private static bool IsStatic(SyntaxNode node)
    {
        foreach (SyntaxNode ancestor in node.AncestorsAndSelf())
        {
            switch (ancestor)
            {
                case FieldDeclarationSyntax field:
                    return field.Modifiers.Any(SyntaxKind.StaticKeyword);
                case PropertyDeclarationSyntax { Initializer: not null } property:
                    return property.Modifiers.Any(SyntaxKind.StaticKeyword);
                case ConstructorDeclarationSyntax constructor:
                    return constructor.Modifiers.Any(SyntaxKind.StaticKeyword);
                case BaseMethodDeclarationSyntax:
                    return false;
            }
        }

        return false;
    }
}
