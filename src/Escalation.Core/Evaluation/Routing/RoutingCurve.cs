using System.Globalization;
using Escalation.Statistics;

namespace Escalation.Evaluation.Routing;

/// <summary>What a router makes of a weak and a strong model for every number of items that it delegates.</summary>
/// <remarks>
/// The router delegates the items of highest score. An item counts the quality of the model that answers it: 1 or 0 for right or wrong, or a grade in [0, 1]; its delegation value is <c>v = strong - weak</c>.
/// The means are over the items at hand; reading off the best point on them is optimistic. Immutable and safe for concurrent use. A sort, <c>O(n log n)</c>.
/// </remarks>
public sealed class RoutingCurve
{
    private readonly double[] _values;
    private readonly double[] _scores;
    private readonly double[] _inOrder;
    private readonly double[] _expected;
    private readonly double[] _best;

    private RoutingCurve(double[] scores, double[] values, double weak, double strong)
    {
        _scores = scores;
        _values = values;
        WeakMean = weak / values.Length;
        StrongMean = strong / values.Length;
        _inOrder = new double[values.Length + 1];
        _expected = new double[values.Length + 1];
        _best = new double[values.Length + 1];
        Fill(weak);
    }

    /// <summary>How many items.</summary>
    public int Items => _values.Length;

    /// <summary>The mean quality when nothing is delegated.</summary>
    public double WeakMean { get; }

    /// <summary>The mean quality when everything is delegated.</summary>
    public double StrongMean { get; }

    /// <summary>The delegation value of each item in file order, in [-1, 1].</summary>
    public ReadOnlySpan<double> Values => _values;

    /// <summary>The scores in file order.</summary>
    public ReadOnlySpan<double> Scores => _scores;

    /// <summary>Builds the curve.</summary>
    /// <param name="scores">A finite score for each item; the higher are delegated first.</param>
    /// <param name="weak">The quality of the weak model's answer, in [0, 1]; as many.</param>
    /// <param name="strong">The quality of the strong model's answer, in [0, 1]; as many.</param>
    /// <exception cref="ArgumentException">Thrown when there is no item or the lengths differ.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when a score is not finite or a quality is not in [0, 1]; the message names its index.</exception>
    public static RoutingCurve Of(ReadOnlySpan<double> scores, ReadOnlySpan<double> weak, ReadOnlySpan<double> strong)
    {
        double[] values = RoutingChecks.Values(weak, strong);
        EvaluationChecks.Length(scores.Length, values.Length, nameof(scores));
        EvaluationChecks.Finite(scores, nameof(scores));
        var weakSum = new CompensatedSum();
        var strongSum = new CompensatedSum();
        for (int i = 0; i < values.Length; i++)
        {
            weakSum.Add(weak[i]);
            strongSum.Add(strong[i]);
        }

        return new RoutingCurve(scores.ToArray(), values, weakSum.Value, strongSum.Value);
    }

    /// <summary>The number of items closest to a share of them, half to even: <c>k = round(share * n)</c>.</summary>
    /// <param name="share">In [0, 1].</param>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when <paramref name="share"/> is NaN or out of range.</exception>
    public int CountAt(double share) => (int)Math.Round(Guard.Probability(share) * Items);

    /// <summary>The mean quality when the first <paramref name="delegated"/> items are delegated, equal scores in file order.</summary>
    /// <param name="delegated">From 0 to the number of items.</param>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when <paramref name="delegated"/> is out of range.</exception>
    public double MeanAt(int delegated) => _inOrder[Checked(delegated)];

    /// <summary>The same with equal scores in random order, as an expectation: it does not depend on the order of the file.</summary>
    /// <param name="delegated">From 0 to the number of items.</param>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when <paramref name="delegated"/> is out of range.</exception>
    public double ExpectedMeanAt(int delegated) => _expected[Checked(delegated)];

    /// <summary>The best mean quality that any router reaches with at most so many delegated: the items of highest delegation value, and none whose value is negative.</summary>
    /// <param name="delegated">From 0 to the number of items.</param>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when <paramref name="delegated"/> is out of range.</exception>
    public double BestMeanAt(int delegated) => _best[Checked(delegated)];

    /// <summary>The exact expectation of a router that looks at nothing and delegates each item with the same probability: <c>weak + share * (strong - weak)</c>.</summary>
    /// <param name="share">In [0, 1].</param>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when <paramref name="share"/> is NaN or out of range.</exception>
    public double RandomMeanAt(double share) => WeakMean + (Guard.Probability(share) * (StrongMean - WeakMean));

    private void Fill(double weak)
    {
        int[] order = StableOrder.Descending(_scores);
        var sum = new CompensatedSum();
        sum.Add(weak);
        _inOrder[0] = WeakMean;
        _expected[0] = WeakMean;
        int start = 0;
        for (int i = 0; i < order.Length; i++)
        {
            sum.Add(_values[order[i]]);
            _inOrder[i + 1] = sum.Value / Items;
            if (i + 1 == order.Length || _scores[order[i + 1]] != _scores[order[i]])
            {
                // Within a block of equal scores the expectation is a straight line.
                double from = _inOrder[start];
                double to = _inOrder[i + 1];
                for (int k = start + 1; k <= i + 1; k++)
                {
                    _expected[k] = k == i + 1 ? to : from + ((to - from) * (k - start) / (i + 1 - start));
                }

                start = i + 1;
            }
        }

        double[] ordered = [.. _values];
        Array.Sort(ordered);
        var best = new CompensatedSum();
        best.Add(weak);
        _best[0] = WeakMean;
        for (int k = 1; k <= ordered.Length; k++)
        {
            best.Add(Math.Max(0.0, ordered[^k]));
            _best[k] = best.Value / Items;
        }
    }

    private int Checked(int delegated) => delegated >= 0 && delegated <= Items
        ? delegated
        : throw new ArgumentOutOfRangeException(nameof(delegated), delegated, string.Create(CultureInfo.InvariantCulture, $"delegated must be from 0 to the number of items, {Items}, but was {delegated}."));
}
