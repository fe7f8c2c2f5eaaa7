using System.Globalization;
using Escalation.Statistics;

namespace Escalation.Mutants.Scoring;

/// <summary>Prints the score, raw and without the changes known to alter no result, and what survived.</summary>
internal static class ScoreReport
{
    internal static void Write(IReadOnlyList<Change> all, Dictionary<int, ChangeState> states, ScoreOptions options, EquivalentChanges equivalents)
    {
        Change[] changes = [.. states.Keys.Order().Select(id => all[id - 1])];
        foreach (Change change in changes.Where(change => IsLeft(states[change.Id])))
        {
            string reason = equivalents.ReasonFor(change) is { } known ? $" ({known})" : "";
            Console.WriteLine($"{states[change.Id],-9} {change.File}:{change.Line} {change.Kind}: {Short(change.Before)} -> {Short(change.After)}{reason}");
        }

        foreach (string stale in options.Only is null && options.Stryker is null ? equivalents.Stale(all) : [])
        {
            Console.WriteLine($"{EquivalentChanges.File}: no such change any more: {Short(stale)}");
        }

        foreach (IGrouping<string, Change> kind in changes.GroupBy(change => change.Kind).OrderBy(kind => kind.Key, StringComparer.Ordinal))
        {
            Line($"kind {kind.Key}", kind, states);
        }

        foreach (IGrouping<string, Change> room in changes.GroupBy(change => change.Room).OrderBy(room => room.Key, StringComparer.Ordinal))
        {
            Line($"{room.Key} ({all.Count(change => change.Room == room.Key)} changes in all), raw", room, states);
            Change[] others = [.. room.Where(change => !IsLeft(states[change.Id]) || equivalents.ReasonFor(change) is null)];
            Line($"{room.Key} without {room.Count() - others.Length} that alter no result", others, states);
        }

        if (options.Out is { } path)
        {
            File.WriteAllLines(path, changes.Select(change => string.Join('\t', states[change.Id], change.File, change.Line.ToString(CultureInfo.InvariantCulture), change.Source, change.Kind, change.Before, change.After)));
        }
    }

    private static void Line(string name, IEnumerable<Change> changes, Dictionary<int, ChangeState> states)
    {
        ILookup<ChangeState, Change> by = changes.ToLookup(change => states[change.Id]);
        int killed = by[ChangeState.Killed].Count() + by[ChangeState.Endless].Count();
        int run = killed + by[ChangeState.Survived].Count() + by[ChangeState.Unreached].Count();
        if (run == 0)
        {
            return;
        }

        BinomialInterval interval = ClopperPearson.Interval(killed, run, 0.05);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{name}: {killed} of {run} killed = {100.0 * killed / run:0.0} %, 95 % interval {100 * interval.Lower:0.0} to {100 * interval.Upper:0.0} %; {by[ChangeState.Endless].Count()} by not ending, {by[ChangeState.Survived].Count()} survived, {by[ChangeState.Unreached].Count()} reached by no test"));
    }

    private static bool IsLeft(ChangeState state) => state is ChangeState.Unreached or ChangeState.Survived;

    private static string Short(string text) => text.Length > 90 ? text[..87] + "..." : text;
}
