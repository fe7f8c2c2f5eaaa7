using System.Globalization;
using System.Numerics;

namespace Escalation.Statistics.Sorting;

/// <summary>Flags from booleans, such as the right answers or the wrong ones.</summary>
/// <param name="values">The booleans, one for each score.</param>
/// <param name="flagged">Which of the two is flagged.</param>
/// <param name="name">What the caller calls the booleans.</param>
/// <param name="scoresName">What the caller calls the scores.</param>
internal readonly ref struct BooleanColumn(ReadOnlySpan<bool> values, bool flagged, string name, string scoresName) : IFlagColumn
{
    private readonly ReadOnlySpan<bool> _values = values;

    /// <inheritdoc/>
    public void RequireLength(int scores)
    {
        if (_values.Length != scores)
        {
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"{name} must hold one entry for each of the {scores} {scoresName}, but holds {_values.Length}."), name);
        }
    }

    /// <inheritdoc/>
    public bool TrySet(int at, scoped Span<int> flags)
    {
        ReadOnlySpan<bool> block = _values.Slice(at, flags.Length);
        for (int i = 0; i < block.Length; i++)
        {
            flags[i] = block[i] == flagged ? 1 : 0;
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
        throw new ArgumentOutOfRangeException(scoresName, value, string.Create(CultureInfo.InvariantCulture, $"{scoresName}[{at}] must be finite, but was {value:R}."));
    }
}
