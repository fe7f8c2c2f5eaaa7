using System.Numerics;

namespace Escalation.Tests.Shared;

/// <summary>Probabilities in whole numbers: an authority that shares no code and no rounding with what it judges.</summary>
internal static class WholeNumbers
{
    /// <summary>The binomial coefficient; 0 outside its range.</summary>
    internal static BigInteger Choose(int n, int k)
    {
        if (k < 0 || k > n)
        {
            return 0;
        }

        BigInteger result = 1;
        for (int i = 1; i <= Math.Min(k, n - k); i++)
        {
            result = result * (n - i + 1) / i;
        }

        return result;
    }

    /// <summary><c>P(X &lt;= count)</c> for the marked items among those drawn without replacement.</summary>
    internal static double HypergeometricLower(int count, int population, int marked, int draws)
    {
        BigInteger sum = 0;
        BigInteger term = 0;
        for (int x = Math.Max(0, draws - (population - marked)); x <= Math.Min(count, Math.Min(draws, marked)); x++)
        {
            // Neighbouring terms differ by a ratio of whole numbers that divides without rest.
            term = term.IsZero
                ? Choose(marked, x) * Choose(population - marked, draws - x)
                : term * (marked - x + 1) * (draws - x + 1) / (x * (BigInteger)(population - marked - draws + x));
            sum += term;
        }

        return Ratio(sum, Choose(population, draws));
    }

    /// <summary>The quotient, to some 20 digits before it becomes a double.</summary>
    internal static double Ratio(BigInteger numerator, BigInteger denominator)
    {
        int shift = (int)Math.Max(0, (denominator.GetBitLength() - numerator.GetBitLength()) + 70);
        return Math.ScaleB((double)((numerator << shift) / denominator), -shift);
    }
}
