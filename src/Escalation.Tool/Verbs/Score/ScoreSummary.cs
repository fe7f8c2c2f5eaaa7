namespace Escalation.Tool.Verbs.Score;

/// <summary>The range and the mean of each probe's scores.</summary>
internal sealed class ScoreSummary(int probes)
{
    private readonly double[] _sums = new double[probes];
    private readonly double[] _minima = Filled(probes, double.PositiveInfinity);
    private readonly double[] _maxima = Filled(probes, double.NegativeInfinity);

    /// <summary>How many rows were added.</summary>
    internal long Rows { get; private set; }

    internal void Add(int rows, ReadOnlySpan<double> scores)
    {
        for (int i = 0; i < scores.Length; i++)
        {
            int probe = i % _sums.Length;
            _sums[probe] += scores[i];
            _minima[probe] = Math.Min(_minima[probe], scores[i]);
            _maxima[probe] = Math.Max(_maxima[probe], scores[i]);
        }

        Rows += rows;
    }

    /// <summary>The least score of a probe; null without rows.</summary>
    internal double? Minimum(int probe) => Rows == 0 ? null : _minima[probe];

    /// <summary>The largest score of a probe; null without rows.</summary>
    internal double? Maximum(int probe) => Rows == 0 ? null : _maxima[probe];

    /// <summary>The mean score of a probe; null without rows.</summary>
    internal double? Mean(int probe) => Rows == 0 ? null : _sums[probe] / Rows;

    private static double[] Filled(int length, double value)
    {
        var numbers = new double[length];
        Array.Fill(numbers, value);
        return numbers;
    }
}
