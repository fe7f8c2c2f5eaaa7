using System.Globalization;
using Escalation.Calibration;
using Escalation.Tool.Input;
using Escalation.Tool.Output;

namespace Escalation.Tool.Verbs.Calibrate;

/// <summary>Which thresholds a risk calibration considers: evenly spaced ones, or those of a file.</summary>
/// <param name="Count">How many evenly spaced thresholds.</param>
/// <param name="Range">Their ends; null for the range of the scores.</param>
/// <param name="File">A file with one threshold a line; null for evenly spaced ones.</param>
internal sealed record GridRequest(int Count, (double Lowest, double Highest)? Range, string? File)
{
    private const int LargestCount = 1_000_000;
    private const string Observed = "observed";

    /// <summary>Whether every observed score is a candidate.</summary>
    internal bool IsObserved { get; private init; }

    /// <summary>Whether the thresholds are placed without the scores.</summary>
    internal bool IsFixed => File is not null || Range is not null;

    /// <summary>Reads <c>--grid</c> and <c>--range</c>.</summary>
    /// <exception cref="ToolException">Thrown when they are not what the contract allows.</exception>
    internal static GridRequest Parse(string? grid, string? range)
    {
        if (string.Equals(grid, Observed, StringComparison.Ordinal))
        {
            return range is null ? new GridRequest(0, null, null) { IsObserved = true } : throw new ToolException("--range goes with a number of thresholds, not with --grid observed");
        }

        if (grid is null || LooksLikeCount(grid))
        {
            return new GridRequest(grid is null ? ThresholdGrid.DefaultCount : ParseCount(grid), range is null ? null : ParseRange(range), null);
        }

        return range is null ? new GridRequest(0, null, grid) : throw new ToolException("--range goes with a number of thresholds, not with a grid from a file");
    }

    /// <summary>The grid that a joint calibration shares with its choosing items unless the user names one; null leaves it to the library.</summary>
    internal ThresholdGrid? BuildFixed(ToolConsole console) =>
        IsFixed ? Build([], console) : null;

    /// <summary>The grid over the given scores.</summary>
    internal ThresholdGrid Build(ReadOnlySpan<double> scores, ToolConsole console)
    {
        if (IsObserved)
        {
            return ThresholdGrid.Observed(scores);
        }

        if (File is not null)
        {
            return ThresholdGrid.Of(GridFile.Read(File, console));
        }

        return Range is { } range ? ThresholdGrid.Even(range.Lowest, range.Highest, Count) : ThresholdGrid.OverRange(scores, Count);
    }

    /// <summary>Anything that could be meant as a number is one, so that -5 is not looked for in the file system.</summary>
    private static bool LooksLikeCount(string grid) => InvariantNumber.TryParse(grid, out _);

    private static int ParseCount(string grid) =>
        InvariantNumber.TryParseCount(grid, out int count) && count is >= 1 and <= LargestCount
            ? count
            : throw new ToolException(string.Create(CultureInfo.InvariantCulture, $"--grid must be a whole number from 1 to {LargestCount}, observed, or the name of a file, but was {ErrorText.Quote(grid)}"));

    private static (double Lowest, double Highest) ParseRange(string range)
    {
        string[] ends = range.Split(',');
        if (ends.Length != 2 || !InvariantNumber.TryParse(ends[0], out double lowest) || !InvariantNumber.TryParse(ends[1], out double highest))
        {
            throw new ToolException($"--range must be two finite numbers with a comma between them, but was {ErrorText.Quote(range)}");
        }

        return lowest <= highest ? (lowest, highest) : throw new ToolException($"--range must name the lower end first, but was {ErrorText.Quote(range)}");
    }
}
