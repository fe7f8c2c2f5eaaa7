using System.Globalization;

namespace Escalation.Mutants.Hosting;

/// <summary>A line that the host wrote, the moment it knew.</summary>
/// <param name="What">The kind of note.</param>
/// <param name="Id">The test's identifier or the mutant's number.</param>
/// <param name="Name">The name of a test, or empty.</param>
/// <param name="Seconds">Processor time, where it was measured.</param>
/// <param name="Reached">The mutants that a test reaches, where that was asked for.</param>
internal sealed record HostNote(HostNoteKind What, string Id, string Name = "", double Seconds = 0, int[]? Reached = null)
{
    internal int Mutant => int.Parse(Id, CultureInfo.InvariantCulture);

    internal static IReadOnlyList<HostNote> ReadAll(string path) => [.. File.ReadLines(path).Select(Parse)];

    internal string ToLine() => string.Join('\t', What, Id, Name.ReplaceLineEndings(" ").Replace('\t', ' '), Seconds.ToString("R", CultureInfo.InvariantCulture), string.Join(',', Reached ?? []));

    private static HostNote Parse(string line)
    {
        string[] parts = line.Split('\t');
        int[] reached = [.. parts[4].Split(',', StringSplitOptions.RemoveEmptyEntries).Select(id => int.Parse(id, CultureInfo.InvariantCulture))];
        return new HostNote(Enum.Parse<HostNoteKind>(parts[0]), parts[1], parts[2], double.Parse(parts[3], CultureInfo.InvariantCulture), reached);
    }
}
