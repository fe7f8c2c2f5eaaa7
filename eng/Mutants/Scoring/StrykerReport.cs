using System.Text.Json;
using Microsoft.CodeAnalysis.Text;

namespace Escalation.Mutants.Scoring;

/// <summary>The changes that a report of Stryker (mutation-report.json) lists, whatever became of them there.</summary>
/// <remarks>Left out is what Stryker itself does not score here: what did not compile, texts of messages, and blocks inside which it changes something else already.</remarks>
internal sealed class StrykerReport
{
    private const string UnscoredKind = "String mutation";
    private const string BlockKind = "Block removal mutation";

    private readonly Dictionary<string, JsonElement> _files = new(StringComparer.Ordinal);

    private StrykerReport()
    {
    }

    /// <summary>Reads a report.</summary>
    /// <exception cref="MutantException">Thrown when the file is no report of Stryker.</exception>
    internal static StrykerReport Read(string path)
    {
        var report = new StrykerReport();
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(path));
            foreach (JsonProperty file in document.RootElement.GetProperty("files").EnumerateObject())
            {
                report._files.Add(file.Name.Replace('\\', '/'), file.Value.Clone());
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or JsonException or KeyNotFoundException or InvalidOperationException or ArgumentException)
        {
            throw new MutantException($"{path} is no report of Stryker: {exception.Message}");
        }

        return report;
    }

    /// <summary>The changes of a file in the order of its text.</summary>
    /// <param name="file">The file, from the root of the repository.</param>
    /// <param name="text">Its text now.</param>
    /// <exception cref="MutantException">Thrown when the report was taken of another text.</exception>
    internal IReadOnlyList<ReportedChange> Of(string file, SourceText text)
    {
        JsonElement[] entries = [.. _files.Where(entry => entry.Key.EndsWith(file, StringComparison.Ordinal)).Select(entry => entry.Value)];
        if (entries is not [var entry])
        {
            return entries.Length == 0 ? [] : throw new MutantException($"the report has {entries.Length} files {file}");
        }

        if (entry.GetProperty("source").GetString() != text.ToString())
        {
            throw new MutantException($"the report was taken of another text of {file}");
        }

        ReportedChange[] all = [.. entry.GetProperty("mutants").EnumerateArray().Where(IsScored).Select(mutant => ChangeOf(mutant, text))];
        return [.. all.Where(change => change.Kind != BlockKind || !all.Any(other => other.Kind != BlockKind && change.Span.Contains(other.Span))).OrderBy(change => change.Span.Start).ThenBy(change => change.Span.Length)];
    }

    private static bool IsScored(JsonElement mutant) => mutant.GetProperty("status").GetString() != "CompileError" && mutant.GetProperty("mutatorName").GetString() != UnscoredKind;

    private static ReportedChange ChangeOf(JsonElement mutant, SourceText text)
    {
        JsonElement place = mutant.GetProperty("location");
        return new ReportedChange(
            TextSpan.FromBounds(At(place.GetProperty("start"), text), At(place.GetProperty("end"), text)),
            mutant.GetProperty("mutatorName").GetString()!,
            mutant.GetProperty("replacement").GetString()!);
    }

    /// <summary>Lines and columns count from 1.</summary>
    private static int At(JsonElement position, SourceText text) =>
        text.Lines[position.GetProperty("line").GetInt32() - 1].Start + position.GetProperty("column").GetInt32() - 1;
}
