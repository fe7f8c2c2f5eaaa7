using System.Diagnostics;
using Escalation.Mutants.Building;
using Escalation.Mutants.Hosting;

namespace Escalation.Mutants.Scoring;

/// <summary>Takes the mutation score of the rooms Statistics and Calibration under their own tests.</summary>
internal static class ScoreRun
{
    private const string Project = "Escalation.Core.Tests";
    private static readonly string[] Rooms = ["Statistics", "Calibration"];
    private static readonly string[] Tests = [.. Rooms.Select(room => $"{Project}.{room}.")];

    /// <returns>0 when the score was taken.</returns>
    internal static int Run(string repository, bool build, ScoreOptions options)
    {
        var equivalents = EquivalentChanges.Read(repository);
        Workbench bench = Workbench.Create(repository, build, Project);
        LibraryCompiler compiler = LibraryCompiler.Create(repository);
        ChangedLibrary library = ChangedLibrary.Of(compiler, compiler.Files.Where(file => IsScored(file) && (options.Only is null || file.Contains(options.Only, StringComparison.OrdinalIgnoreCase))), options.Stryker is { } report ? StrykerReport.Read(report) : null);
        HashSet<int> sample = Draw(library.All, options);
        HashSet<int> drawn = [.. sample];
        bench.Install(library.Compile(drawn));
        Console.WriteLine($"{library.All.Count} changes in {library.All.Select(change => change.File).Distinct().Count()} files; {sample.Count} drawn, {drawn.Count} of them compile");

        long start = Stopwatch.GetTimestamp();
        var cover = new CoverTable(bench.Run(new HostPlan { Tests = Tests, Cover = true }));
        Console.WriteLine($"{cover.Tests.Count} tests pass with every change off, {cover.Tests.Sum(test => test.Seconds):0} s of processor time");

        var states = sample.ToDictionary(id => id, id => drawn.Contains(id) ? ChangeState.Unreached : ChangeState.Uncompilable);
        PlannedMutant[] plans = [.. sample.Where(drawn.Contains).Select(id => cover.Plan(library.All[id - 1])).OfType<PlannedMutant>()];
        foreach ((int id, ChangeVerdict verdict) in PlanRunner.Run(bench, Tests, plans))
        {
            states[id] = verdict.State;
        }

        Console.WriteLine($"{plans.Length} changes run in {Stopwatch.GetElapsedTime(start).TotalSeconds:0} s");
        ScoreReport.Write(library.All, states, options, equivalents);
        return 0;
    }

    private static bool IsScored(string file) => Rooms.Any(room => file.StartsWith($"src/{Workbench.Library}/{room}/", StringComparison.Ordinal));

    /// <summary>A simple random sample of each room, so that an exact binomial interval speaks for the room.</summary>
    private static HashSet<int> Draw(IReadOnlyList<Change> all, ScoreOptions options)
    {
        var drawn = new HashSet<int>();
        foreach (IGrouping<string, Change> room in all.GroupBy(change => change.Room))
        {
            int[] ids = [.. room.Select(change => change.Id)];
            new Random(options.Seed).Shuffle(ids);
            drawn.UnionWith(ids.Take(options.Sample));
        }

        return drawn;
    }
}
