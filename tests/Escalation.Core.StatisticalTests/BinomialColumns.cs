using Escalation.Statistics;

namespace Escalation.Core.StatisticalTests;

/// <summary>Independent binomial counts, drawn by inversion, and the exact p-values that they have at a level.</summary>
internal sealed class BinomialColumns
{
    private readonly SplitMix64 _random;
    private readonly double[] _cumulative;
    private readonly double[] _pValues;

    internal BinomialColumns(int n, double rate, ulong seed, double? testedAt = null)
    {
        _random = new SplitMix64(seed);
        _cumulative = [.. Enumerable.Range(0, n + 1).Select(k => BinomialTail.Lower(k, n, rate))];
        _pValues = [.. Enumerable.Range(0, n + 1).Select(k => BinomialTail.Lower(k, n, testedAt ?? rate))];
    }

    internal double DrawPValue()
    {
        int found = Array.BinarySearch(_cumulative, _random.NextOpenUniform());
        return _pValues[found < 0 ? ~found : found];
    }

    internal void DrawPValues(Span<double> pValues)
    {
        for (int i = 0; i < pValues.Length; i++)
        {
            pValues[i] = DrawPValue();
        }
    }
}
