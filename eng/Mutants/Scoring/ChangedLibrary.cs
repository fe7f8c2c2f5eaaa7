using System.Globalization;
using System.Text.RegularExpressions;
using Escalation.Mutants.Building;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Escalation.Mutants.Scoring;

/// <summary>The library with all drawn changes compiled in, each behind its switch.</summary>
internal sealed partial class ChangedLibrary
{
    private const int MostRounds = 25;
    private readonly LibraryCompiler _compiler;
    private readonly StrykerReport? _report;
    private readonly Dictionary<string, int> _first = new(StringComparer.Ordinal);

    private ChangedLibrary(LibraryCompiler compiler, IEnumerable<string> files, StrykerReport? report)
    {
        _compiler = compiler;
        _report = report;
        var all = new List<Change>();
        foreach (string file in files.Order(StringComparer.Ordinal))
        {
            _first.Add(file, all.Count + 1);
            Write(file, all.Count + 1, drawn: null, out IReadOnlyList<Change> changes);
            all.AddRange(changes);
        }

        All = all;
    }

    /// <summary>Every change that the files offer; the number of each is its place, from 1.</summary>
    internal IReadOnlyList<Change> All { get; }

    /// <param name="compiler">Compiles the library.</param>
    /// <param name="files">The files to change.</param>
    /// <param name="report">Takes the changes that it lists in the place of our own; null for our own.</param>
    internal static ChangedLibrary Of(LibraryCompiler compiler, IEnumerable<string> files, StrykerReport? report) => new(compiler, files, report);

    /// <summary>Compiles the drawn changes in; those that the compiler refuses are taken out of the set.</summary>
    internal byte[] Compile(HashSet<int> drawn)
    {
        var sources = new Dictionary<string, string>(StringComparer.Ordinal) { [SwitchSource.File] = SwitchSource.Text(All.Count) };
        string[] stale = [.. drawn.Select(id => All[id - 1].File).Distinct()];
        for (int round = 0; round < MostRounds; round++)
        {
            foreach (string file in stale)
            {
                sources[file] = Write(file, _first[file], drawn.Contains, out _);
            }

            if (LibraryCompiler.Emit(_compiler.With(sources), out Diagnostic[] errors) is { } assembly)
            {
                return assembly;
            }

            int[] refused = [.. errors.SelectMany(error => Behind(error, drawn)).Distinct()];
            if (refused.Length == 0)
            {
                throw new MutantException($"no change explains {errors[0]}");
            }

            stale = [.. refused.Select(id => All[id - 1].File).Distinct()];
            drawn.ExceptWith(refused);
        }

        throw new MutantException("the changed library does not compile");
    }

    private string Write(string file, int first, Func<int, bool>? drawn, out IReadOnlyList<Change> changes)
    {
        SyntaxTree tree = _compiler.Tree(file);
        var book = new ChangeBook(file, first, drawn);
        CSharpSyntaxRewriter writer = _report is null
            ? new ChangeWriter(_compiler.Sound.GetSemanticModel(tree), book)
            : new ReportedWriter(tree.GetRoot(), _report.Of(file, tree.GetText()), book);
        SyntaxNode root = writer.Visit(tree.GetRoot());
        changes = book.Changes;
        return root.ToFullString();
    }

    /// <summary>The change whose text is wrong, or every change of the member when the error lies between them.</summary>
    private static IEnumerable<int> Behind(Diagnostic error, HashSet<int> drawn)
    {
        if (error.Location.SourceTree?.GetRoot() is not { } root)
        {
            return [];
        }

        SyntaxNode at = root.FindNode(error.Location.SourceSpan, getInnermostNodeForTie: true);
        foreach (SyntaxNode node in at.AncestorsAndSelf())
        {
            ExpressionSyntax? condition = node switch
            {
                ConditionalExpressionSyntax conditional => conditional.Condition,
                IfStatementSyntax statement => statement.Condition,
                _ => null,
            };
            if (condition is not null && Numbers(condition.ToString()) is [var id] && drawn.Contains(id))
            {
                return [id];
            }
        }

        SyntaxNode member = at.AncestorsAndSelf().FirstOrDefault(node => node is MemberDeclarationSyntax and not TypeDeclarationSyntax) ?? root;
        int[] inside = [.. Numbers(member.ToString()).Where(drawn.Contains)];
        return inside.Length > 0 ? inside : Numbers(root.ToString()).Where(drawn.Contains);
    }

    private static int[] Numbers(string text) => [.. SwitchCall().Matches(text).Select(match => int.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture))];

    [GeneratedRegex(@"MutationSwitch\.On\((\d+)\)")]
    private static partial Regex SwitchCall();
}
