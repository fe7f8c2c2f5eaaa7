using System.Globalization;
using Escalation.Decisions;

namespace Escalation.Calibration;

/// <summary>
/// A threshold that keeps a loss at a level <b>on average</b> over calibration sets and the next item, or the answer that there are too few items for one. It is no certificate: how often one calibration set gives a
/// threshold above the level is not bounded, and near one half is usual.
/// </summary>
/// <remarks>Immutable and safe to share between threads.</remarks>
public sealed class ConformalThreshold
{
    internal ConformalThreshold(ScoreDirection direction, double alpha, int n, long need, double? threshold, int affected, double lossSum)
    {
        Direction = direction;
        Alpha = alpha;
        N = n;
        Need = need;
        Value = threshold;
        Affected = affected;
        LossSum = lossSum;
    }

    /// <summary>The threshold, to be compared by <see cref="ScoreComparison"/> in this <see cref="Direction"/>; null when there are fewer than <see cref="Need"/> items, and then nothing but escalating (for a risk) or acting (for a budget) keeps the level.</summary>
    public double? Value { get; }

    /// <summary>Which side of the threshold escalates.</summary>
    public ScoreDirection Direction { get; }

    /// <summary>The level of the expected loss.</summary>
    public double Alpha { get; }

    /// <summary>How many calibration items there were.</summary>
    public int N { get; }

    /// <summary>The least number of items that allows a threshold: the smallest n with <c>1/(n+1) &lt;= alpha</c>.</summary>
    public long Need { get; }

    /// <summary>The calibration items that the threshold acts on (for a risk) or delegates (for a budget).</summary>
    public int Affected { get; }

    /// <summary>The sum of their losses, rounded up; <c>(LossSum + 1)/(N + 1)</c> is at most alpha.</summary>
    public double LossSum { get; }

    /// <summary>The answer in a sentence.</summary>
    public override string ToString() => Value is { } value
        ? string.Create(CultureInfo.InvariantCulture, $"Threshold {value:R} keeps the expected loss at {Alpha:R} or below ({LossSum:R} lost on {Affected} of {N} items); the promise is an average, not a certificate.")
        : string.Create(CultureInfo.InvariantCulture, $"No threshold: {N} items where an expected loss of {Alpha:R} needs at least {Need}.");
}
