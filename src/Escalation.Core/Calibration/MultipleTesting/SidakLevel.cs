using Escalation.Statistics;

namespace Escalation.Calibration.MultipleTesting;

/// <summary><c>1 - (1 - delta)^(1/m)</c> each, and its inverse <c>1 - (1 - p)^m</c>.</summary>
internal readonly struct SidakLevel : ILocalLevel
{
    /// <summary>Far above the rounding of the at most 62 steps of <see cref="Needed"/>, each within <c>2^-102</c>; none amplifies what came before.</summary>
    private const double RelativeError = 1.0 / (1L << 47) / (1L << 47);

    /// <summary>What the halves of products lose below the normal range.</summary>
    private const double AbsoluteError = 64 * double.Epsilon;

    public static double Level(double delta, int count)
    {
        if (count == 1)
        {
            return delta;
        }

        double level = -Elementary.ExpMinusOne(Elementary.LogOnePlus(-delta) / count);
        while (Needed(level, count) > delta)
        {
            level = Math.BitDecrement(level);
        }

        for (double next = Math.BitIncrement(level); Needed(next, count) <= delta; next = Math.BitIncrement(level))
        {
            level = next;
        }

        return level;
    }

    /// <summary>The chance that any of so many independent tests at level p rejects, by doubling: <c>F(a + b) = F(a) + F(b) (1 - F(a))</c> has no cancellation at any p.</summary>
    public static double Needed(double pValue, int count)
    {
        if (count == 1 || pValue is 0.0 or 1.0)
        {
            return pValue;
        }

        DoubleDouble total = DoubleDouble.Zero;
        DoubleDouble power = pValue;
        for (int rest = count; ; power = Either(power, power))
        {
            total = (rest & 1) == 0 ? total : Either(total, power);
            rest >>= 1;
            if (rest == 0)
            {
                double error = (total.High * RelativeError) + AbsoluteError;
                return Math.Min(OutwardRounding.Up(total, error, out _), 1.0);
            }
        }
    }

    private static DoubleDouble Either(DoubleDouble a, DoubleDouble b) => a + (b * (DoubleDouble.One - a));
}
