namespace Escalation.Mutants.Scoring;

/// <summary>The changes that were read one by one and found to change no result, with the reason. They survive by right, so that the report can set a score without them beside the raw one.</summary>
internal sealed class EquivalentChanges
{
    internal const string File = "eng/Mutants/Scoring/equivalents.tsv";

    private readonly Dictionary<string, string> _reasons = new(StringComparer.Ordinal);

    private EquivalentChanges()
    {
    }

    /// <summary>Reads the list: a change a line, its file below the library, its line of source, its kind, before, after and the reason, with tabs between. Empty lines and lines that begin with # are left out.</summary>
    /// <exception cref="MutantException">Thrown when a line has other parts, or a change stands there twice.</exception>
    internal static EquivalentChanges Read(string repository)
    {
        var equivalents = new EquivalentChanges();
        foreach (string line in System.IO.File.ReadLines(Path.Combine(repository, File)).Where(static line => line.Length > 0 && line[0] != '#'))
        {
            string[] parts = line.Split('\t');
            if (parts.Length != 6 || parts[5].Length == 0)
            {
                throw new MutantException($"{File}: a line must have file, source, kind, before, after and reason, but was {line}");
            }

            if (!equivalents._reasons.TryAdd(string.Join('\t', parts[..5]), parts[5]))
            {
                throw new MutantException($"{File}: twice {line}");
            }
        }

        return equivalents;
    }

    /// <summary>Why a change alters no result; null when nobody has found so.</summary>
    internal string? ReasonFor(Change change) => _reasons.GetValueOrDefault(KeyOf(change));

    /// <summary>Entries that the source has moved away from.</summary>
    internal IEnumerable<string> Stale(IEnumerable<Change> all) => _reasons.Keys.Except(all.Select(KeyOf), StringComparer.Ordinal);

    private static string KeyOf(Change change) => string.Join('\t', change.File, change.Source, change.Kind, change.Before, change.After);
}
