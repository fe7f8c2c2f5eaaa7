using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Numerics;

namespace Escalation.Calibration.Counting;

/// <summary>What is wrong with a piece of data that could not be counted.</summary>
internal static class CountingFault
{
    internal static void RequireKind(bool withoutLosses, CountedLosses losses)
    {
        if (withoutLosses != (losses == CountedLosses.None))
        {
            throw new InvalidOperationException(withoutLosses
                ? $"The counter takes a loss with each score ({nameof(CountedLosses)}.{losses})."
                : "The counter takes scores without losses.");
        }
    }

    internal static void RequireLength(int scores, int losses)
    {
        if (losses != scores)
        {
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"losses must have one value for each of the {scores} scores, but has {losses}."), nameof(losses));
        }
    }

    /// <summary>Throws for the first score that is not finite or, when all are, for the first loss that is not allowed.</summary>
    /// <param name="scores">The scores.</param>
    /// <param name="losses">The losses.</param>
    /// <param name="from">The index before which everything is known to be sound; the block that begins there has a fault.</param>
    /// <param name="bounded">Whether losses between 0 and 1 are allowed.</param>
    [DoesNotReturn]
    internal static void Throw<T>(ReadOnlySpan<T> scores, LossColumn losses, int from, bool bounded)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int i = from; i < scores.Length; i++)
        {
            if (!T.IsFinite(scores[i]))
            {
                throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"scores[{i}] must be finite, but was {scores[i]:R}."), nameof(scores));
            }
        }

        throw new ArgumentException(losses.DescribeFirstFault(from, bounded), nameof(losses));
    }
}
