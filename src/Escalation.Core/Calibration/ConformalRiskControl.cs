using Escalation.Decisions;
using Escalation.Statistics;

namespace Escalation.Calibration;

/// <summary>
/// Conformal risk control (2208.02814): thresholds whose loss on the next item is at most alpha <b>in expectation</b>, for exchangeable items. A weaker promise than that of <see cref="DelegationBudget"/> or <see cref="SelectiveRisk"/>,
/// for which far fewer items will do: <c>1/alpha - 1</c>.
/// </summary>
/// <remarks>
/// <para>
/// The threshold is the most permissive one with <c>(sum of losses + 1)/(n + 1) &lt;= alpha</c>, where the one stands for the worst loss that the next item could have. That takes a loss in [0, 1] that falls, item by
/// item, as the threshold gets stricter, and that is continuous from the strict side. The loss of acting, counted as 0 for what escalates, and the delegation itself are such losses; so that the first one is continuous on the
/// right side, an item at the decisive score counts as not acted on, and the threshold is the next double.
/// </para>
/// <para>The error <b>among acted items</b> is a ratio and no such loss; certify it with <see cref="SelectiveRisk"/>. Sums are exact. O(n log n), allocates a sorted copy, safe to call from several threads.</para>
/// </remarks>
public static class ConformalRiskControl
{
    /// <summary>The most permissive threshold for which the loss of acting, averaged over all items, acted on or not, is at most alpha in expectation.</summary>
    /// <param name="scores">Finite scores of a calibration set that neither trained nor tuned the score, in any order.</param>
    /// <param name="losses">What acting on each item loses, in [0, 1]; for example 1 where the answer is wrong.</param>
    /// <param name="alpha">The level of the expected loss, strictly between 0 and 1.</param>
    /// <param name="direction">Which side escalates.</param>
    /// <exception cref="ArgumentException">Thrown when a score is not finite (with the index of the first) or the lengths differ.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when a loss (with the index of the first), alpha or the direction is out of range or NaN.</exception>
    public static ConformalThreshold ForRisk(ReadOnlySpan<double> scores, ReadOnlySpan<double> losses, double alpha, ScoreDirection direction = ScoreDirection.HigherActs)
    {
        if (losses.Length != scores.Length)
        {
            throw new ArgumentException(FormattableString.Invariant($"losses must have one value for each of the {scores.Length} scores, but has {losses.Length}."), nameof(losses));
        }

        Check.Losses(losses);
        bool highActs = IsHigh(direction, ScoreDirection.HigherActs, ScoreDirection.LowerDelegates);
        double[] keys = Keys(scores, highActs);
        double[] ordered = losses.ToArray();
        Array.Sort(keys, ordered);
        return Find(keys, ordered, alpha, direction, bound =>
        {
            // Acting on what lies strictly beyond the bound is acting from the next double on.
            double threshold = double.IsNegativeInfinity(bound) ? -double.MaxValue : Math.BitIncrement(bound);
            return highActs ? threshold : -threshold;
        });
    }

    /// <summary>The threshold that delegates the most with a delegation rate of at most alpha in expectation.</summary>
    /// <param name="scores">Finite scores of a calibration set that neither trained nor tuned the score, in any order; no labels needed.</param>
    /// <param name="alpha">The level of the expected delegation rate, strictly between 0 and 1.</param>
    /// <param name="direction">Which side delegates.</param>
    /// <exception cref="ArgumentException">Thrown when a score is not finite; the message names its index.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when alpha or the direction is out of range or NaN.</exception>
    public static ConformalThreshold ForBudget(ReadOnlySpan<double> scores, double alpha, ScoreDirection direction = ScoreDirection.HigherDelegates)
    {
        bool highDelegates = IsHigh(direction, ScoreDirection.HigherDelegates, ScoreDirection.HigherDelegates);
        double[] keys = Keys(scores, highDelegates);
        Array.Sort(keys);
        double[] ones = new double[keys.Length];
        Array.Fill(ones, 1);
        return Find(keys, ones, alpha, direction, bound => highDelegates ? bound : -bound);
    }

    // Ascending keys: what the threshold affects lies strictly above a bound, which is a key, or negative infinity when everything may be affected.
    private static ConformalThreshold Find(double[] keys, double[] losses, double alpha, ScoreDirection direction, Func<double, double> threshold)
    {
        Guard.OpenProbability(alpha);
        long need = Need(alpha);
        if (keys.Length < need)
        {
            return new ConformalThreshold(direction, alpha, keys.Length, need, null, 0, 0);
        }

        var budget = DoubleDouble.TwoProduct(keys.Length + 1L, alpha);
        var sum = default(LossSum);
        int affected = 0;
        while (affected < keys.Length)
        {
            double key = keys[^(affected + 1)];
            LossSum next = sum;
            int count = affected;
            for (; count < keys.Length && keys[^(count + 1)] == key; count++)
            {
                next.Add(losses[^(count + 1)]);
            }

            if (!IsWithin(next.Value, budget))
            {
                return new ConformalThreshold(direction, alpha, keys.Length, need, threshold(key), affected, sum.Value);
            }

            sum = next;
            affected = count;
        }

        return new ConformalThreshold(direction, alpha, keys.Length, need, threshold(double.NegativeInfinity), affected, sum.Value);
    }

    private static long Need(double alpha)
    {
        // The quotient is a guess; the exact product decides.
        double guess = Math.Floor(1 / alpha) - 2;
        long items = (long)Math.Clamp(guess, 1, BinomialTail.MaxTrials);
        while (items < BinomialTail.MaxTrials && !IsWithin(0, DoubleDouble.TwoProduct(items + 1, alpha)))
        {
            items++;
        }

        return items;
    }

    // Whether loss + 1 is at most the budget, without a rounding.
    private static bool IsWithin(double loss, DoubleDouble budget)
    {
        var total = DoubleDouble.TwoSum(loss, 1);
        return total.High < budget.High || (total.High == budget.High && total.Low <= budget.Low);
    }

    private static bool IsHigh(ScoreDirection direction, ScoreDirection first, ScoreDirection second)
    {
        _ = ScoreComparison.Symbol(direction);
        return direction == first || direction == second;
    }

    private static double[] Keys(ReadOnlySpan<double> scores, bool high)
    {
        CalibrationData.RequireScores(scores);
        double[] keys = new double[scores.Length];
        for (int i = 0; i < keys.Length; i++)
        {
            // Adding zero turns a negative zero into the positive one.
            keys[i] = (high ? scores[i] : -scores[i]) + 0.0;
        }

        return keys;
    }
}
