using System.Globalization;
using Escalation.Statistics;

namespace Escalation.Calibration;

/// <summary>What can be certified with the items at hand: the least budget or risk level.</summary>
/// <remarks>Immutable and safe to share between threads. For a budget an item is a score, for a risk an item that the threshold acts on, with its label.</remarks>
public sealed class AttainableLevel
{
    private AttainableLevel(long n, double delta, double least)
    {
        N = n;
        Delta = delta;
        Least = least;
    }

    /// <summary>The number of items.</summary>
    public long N { get; }

    /// <summary>The error level.</summary>
    public double Delta { get; }

    /// <summary>The least level that n items could ever certify, with none of them delegated or wrong: the least double with <c>(1 - alpha)^n &lt;= Delta</c>; 1 without items, which certify nothing.</summary>
    public double Least { get; }

    /// <summary>The assumed true rate; null without one.</summary>
    public double? TrueRate { get; private init; }

    /// <summary>The wanted probability of being certified; null without a true rate.</summary>
    public double? Power { get; private init; }

    /// <summary>The count that a sample with this true rate stays within with probability <see cref="Power"/> at least; null without a true rate.</summary>
    public long? CountAtPower { get; private init; }

    /// <summary>The least level that is certified with probability <see cref="Power"/> at least: the Clopper-Pearson bound of <see cref="CountAtPower"/>; 1, so none, where even that count is all of the items. Null without a true rate.</summary>
    public double? AtPower { get; private init; }

    /// <summary>What n items can certify at best.</summary>
    /// <param name="n">The number of items, from 0 to <see cref="BinomialTail.MaxTrials"/>.</param>
    /// <param name="delta">The error level, strictly between 0 and 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when an argument is out of its range.</exception>
    public static AttainableLevel For(long n, double delta = 0.1)
    {
        if (n is < 0 or > BinomialTail.MaxTrials)
        {
            throw new ArgumentOutOfRangeException(nameof(n), n, string.Create(CultureInfo.InvariantCulture, $"n must be in [0, {BinomialTail.MaxTrials}], but was {n}."));
        }

        return new AttainableLevel(n, delta, ClopperPearson.Upper(0, n, delta));
    }

    /// <summary>What n items can be expected to certify at a threshold, fixed beforehand, whose true rate is assumed.</summary>
    /// <param name="n">The number of items, from 0 to <see cref="BinomialTail.MaxTrials"/>.</param>
    /// <param name="delta">The error level, strictly between 0 and 1.</param>
    /// <param name="trueRate">The assumed true rate of what is bounded, in [0, 1].</param>
    /// <param name="power">The wanted probability of being certified, strictly between 0 and 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when an argument is out of its range.</exception>
    /// <remarks>Some sixty tails. No allocation but the result.</remarks>
    public static AttainableLevel For(long n, double delta, double trueRate, double power = 0.9)
    {
        AttainableLevel best = For(n, delta);
        if (!(trueRate >= 0.0 && trueRate <= 1.0))
        {
            Guard.OutOfRange(nameof(trueRate), "in [0, 1]", trueRate);
        }

        Guard.OpenProbability(power);
        long count = CountWithin(n, trueRate, power);
        return new AttainableLevel(n, delta, best.Least)
        {
            TrueRate = trueRate,
            Power = power,
            CountAtPower = count,
            AtPower = ClopperPearson.Upper(count, n, delta),
        };
    }

    /// <summary>The least k with <c>P(Bin(n, rate) &lt;= k) &gt;= power</c>. The tail beyond k is rounded up, so that the power is never below what was asked for.</summary>
    private static long CountWithin(long n, double rate, double power)
    {
        long low = 0;
        long high = n;
        while (low < high)
        {
            long middle = low + ((high - low) / 2);
            (low, high) = BinomialTail.Upper(middle + 1, n, rate) <= 1.0 - power ? (low, middle) : (middle + 1, high);
        }

        return low;
    }
}
