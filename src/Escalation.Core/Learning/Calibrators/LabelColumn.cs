using System.Globalization;
using System.Numerics;
using Escalation.Statistics.Sorting;

namespace Escalation.Learning.Calibrators;

/// <summary>Labels as flags of the right answers.</summary>
internal readonly ref struct LabelColumn(ReadOnlySpan<bool> labels) : IFlagColumn
{
    private readonly ReadOnlySpan<bool> _labels = labels;

    /// <inheritdoc/>
    public void RequireLength(int scores) => LearningChecks.Length(_labels.Length, scores, "labels");

    /// <inheritdoc/>
    public bool TrySet(int at, scoped Span<int> flags)
    {
        ReadOnlySpan<bool> block = _labels.Slice(at, flags.Length);
        for (int i = 0; i < block.Length; i++)
        {
            flags[i] = block[i] ? 1 : 0;
        }

        return true;
    }

    /// <inheritdoc/>
    public void Throw<T>(ReadOnlySpan<T> scores, int from)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int at = from;
        while (T.IsFinite(scores[at]))
        {
            at++;
        }

        double value = double.CreateChecked(scores[at]);
        throw new ArgumentOutOfRangeException(nameof(scores), value, string.Create(CultureInfo.InvariantCulture, $"scores[{at}] must be finite, but was {value:R}."));
    }
}
