using Escalation.Mutants.Hosting;

namespace Escalation.Mutants.Scoring;

/// <summary>Which tests reach which changes, and what each test costs.</summary>
internal sealed class CoverTable
{
    /// <summary>Tests that reach a change are run until their own times add up to this; what is left out can only lower the score.</summary>
    private const double MostSeconds = 6;
    private readonly Dictionary<int, List<HostNote>> _reached = [];
    private readonly HashSet<int> _initial;
    private readonly HashSet<int> _prepared;

    internal CoverTable(IReadOnlyList<HostNote> notes)
    {
        if (notes.FirstOrDefault(note => note.What == HostNoteKind.Failed) is { } failed)
        {
            throw new MutantException($"{failed.Name} does not pass when every change is off");
        }

        if (notes[^1].What != HostNoteKind.Done)
        {
            throw new MutantException($"the tests without a change did not end; the last was {notes[^1].Name}");
        }

        _initial = ReachedBy(HostNoteKind.Initialised, notes);
        _prepared = ReachedBy(HostNoteKind.Prepared, notes);
        Tests = [.. notes.Where(note => note.What == HostNoteKind.Passed)];
        foreach (HostNote test in Tests)
        {
            foreach (int id in test.Reached!)
            {
                (_reached.TryGetValue(id, out List<HostNote>? list) ? list : _reached[id] = []).Add(test);
            }
        }
    }

    /// <summary>All tests.</summary>
    internal IReadOnlyList<HostNote> Tests { get; }

    /// <summary>What to run for a change; null when no test reaches it.</summary>
    internal PlannedMutant? Plan(Change change)
    {
        bool fresh = change.Static || _initial.Contains(change.Id) || (_prepared.Contains(change.Id) && !_reached.ContainsKey(change.Id));
        string name = Path.GetFileName(change.File).Split('.')[0];
        bool Near(HostNote test) => test.Name.Contains($".{name}", StringComparison.Ordinal);

        // Static initialisation runs once, under whatever test comes first, so the tests of the type stand in for those that reach it.
        IEnumerable<HostNote> reaching = _reached.GetValueOrDefault(change.Id, []);
        if (fresh)
        {
            string folder = string.Join('.', change.File.Split('/')[2..^1]);
            reaching = reaching.Concat(Tests.Where(Near)).Concat(Tests.Where(test => test.Name.Contains($".{folder}.", StringComparison.Ordinal))).DistinctBy(test => test.Id);
        }

        var tests = new List<PlannedTest>();
        double seconds = 0;
        foreach (HostNote test in reaching.OrderByDescending(Near).ThenBy(test => test.Seconds))
        {
            if (seconds > MostSeconds)
            {
                break;
            }

            seconds += test.Seconds;
            tests.Add(new PlannedTest(test.Id, PlannedTest.LimitFor(test.Seconds)));
        }

        return tests.Count == 0 ? null : new PlannedMutant(change.Id, fresh, [.. tests]);
    }

    private static HashSet<int> ReachedBy(HostNoteKind kind, IReadOnlyList<HostNote> notes) => [.. notes.Where(note => note.What == kind).SelectMany(note => note.Reached!)];
}
