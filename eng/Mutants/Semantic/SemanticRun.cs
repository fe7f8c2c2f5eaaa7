using System.Diagnostics;
using System.Text.Json;
using Escalation.Mutants.Building;
using Escalation.Mutants.Hosting;
using Escalation.Mutants.Scoring;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Escalation.Mutants.Semantic;

/// <summary>Shows that each defect of the list is noticed by the tests named beside it.</summary>
internal static class SemanticRun
{
    private static readonly JsonSerializerOptions Format = new(JsonSerializerOptions.Strict) { PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    /// <returns>0 when every defect was noticed, else 1.</returns>
    internal static int Run(string repository, bool build, string? only)
    {
        long start = Stopwatch.GetTimestamp();
        SemanticMutant[] all = JsonSerializer.Deserialize<SemanticMutant[]>(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "mutants.json")), Format)!;
        SemanticMutant[] mutants = [.. all.Where(mutant => only is null || mutant.Name.Contains(only, StringComparison.OrdinalIgnoreCase))];
        byte[]? library = null;
        int survivors = 0;
        foreach (IGrouping<string, SemanticMutant> project in mutants.GroupBy(mutant => mutant.Project))
        {
            Workbench bench = Workbench.Create(repository, build, project.Key);
            library ??= Compile(LibraryCompiler.Create(repository), mutants);
            bench.Install(library);
            survivors += RunProject(bench, mutants, [.. project]);
        }

        Console.WriteLine($"{mutants.Length - survivors} of {mutants.Length} killed in {Stopwatch.GetElapsedTime(start).TotalSeconds:0} s");
        return survivors == 0 ? 0 : 1;
    }

    /// <returns>How many defects nobody noticed.</returns>
    private static int RunProject(Workbench bench, SemanticMutant[] all, SemanticMutant[] mutants)
    {
        string[] tests = [.. mutants.SelectMany(mutant => mutant.Tests).Distinct()];
        IReadOnlyList<HostNote> sound = bench.Run(new HostPlan { Tests = tests });
        if (sound.FirstOrDefault(note => note.What == HostNoteKind.Failed) is { } failed)
        {
            throw new MutantException($"{failed.Name} does not pass without a defect");
        }

        PlannedMutant[] plans = [.. mutants.Select(mutant => new PlannedMutant(Array.IndexOf(all, mutant) + 1, Fresh: false, TestsFor(mutant, sound)))];
        IReadOnlyDictionary<int, ChangeVerdict> verdicts = PlanRunner.Run(bench, tests, plans);
        foreach (PlannedMutant plan in plans)
        {
            SemanticMutant mutant = all[plan.Id - 1];
            ChangeVerdict verdict = verdicts[plan.Id];
            string word = verdict.State == ChangeState.Survived ? "SURVIVED" : "killed  ";
            Console.WriteLine($"{plan.Id,3}/{all.Length} {word} {mutant.Name} ({Path.GetFileName(mutant.File)}) {verdict.Killer}");
        }

        return plans.Count(plan => verdicts[plan.Id].State == ChangeState.Survived);
    }

    private static PlannedTest[] TestsFor(SemanticMutant mutant, IReadOnlyList<HostNote> sound)
    {
        if (mutant.Tests.FirstOrDefault(part => !sound.Any(note => note.Name.Contains(part, StringComparison.Ordinal))) is { } empty)
        {
            throw new MutantException($"{mutant.Name}: no test has {empty} in its name");
        }

        return [.. sound.Where(note => note.What == HostNoteKind.Passed && mutant.Tests.Any(part => note.Name.Contains(part, StringComparison.Ordinal)))
            .OrderBy(note => note.Seconds)
            .Select(note => new PlannedTest(note.Id, PlannedTest.LimitFor(note.Seconds)))];
    }

    private static byte[] Compile(LibraryCompiler compiler, SemanticMutant[] mutants)
    {
        var sources = new Dictionary<string, string>(StringComparer.Ordinal) { [SwitchSource.File] = SwitchSource.Text(mutants.Length) };
        foreach (IGrouping<string, (SemanticMutant Mutant, int Id)> file in mutants.Select((mutant, index) => (mutant, index + 1)).GroupBy(pair => pair.mutant.File))
        {
            SyntaxTree tree = compiler.Tree(file.Key);
            sources.Add(file.Key, SwitchedMembers.Join(tree.GetRoot(), file.Select(pair => (pair.Id, pair.Mutant.Name, Changed(tree, pair.Mutant)))));
        }

        return LibraryCompiler.Emit(compiler.With(sources), out Diagnostic[] errors) ?? throw new MutantException($"the library with the defects does not compile: {errors[0]}");
    }

    private static SyntaxNode Changed(SyntaxTree tree, SemanticMutant mutant)
    {
        string[] parts = tree.ToString().Split(mutant.From);
        return parts is [var before, var after]
            ? CSharpSyntaxTree.ParseText(before + mutant.To + after, (CSharpParseOptions)tree.Options).GetRoot()
            : throw new MutantException($"{mutant.Name}: the text to replace must occur exactly once in {mutant.File}");
    }
}
