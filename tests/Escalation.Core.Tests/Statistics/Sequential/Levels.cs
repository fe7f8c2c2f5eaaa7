using Escalation.Statistics.Sequential;

namespace Escalation.Core.Tests.Statistics.Sequential;

/// <summary>Levels at which evidence is just enough, to the last bit.</summary>
internal static class Levels
{
    /// <summary>A level that needs exactly this logarithm of evidence.</summary>
    /// <param name="log">From 2 on, where several levels share a logarithm, so that one can be found.</param>
    internal static double Needing(double log) => Near(Math.Exp(-log), level => FactorRounding.Needed(level) == log);

    /// <summary>A run length whose logarithm, moved up to the next double, is exactly this number.</summary>
    /// <param name="log">From 2 on.</param>
    internal static double RunLengthNeeding(double log) => Near(Math.Exp(log), length => Math.BitIncrement(Math.Log(length)) == log);

    private static double Near(double guess, Predicate<double> fits)
    {
        double x = guess * (1.0 - 1e-14);
        while (x < guess * (1.0 + 1e-14))
        {
            if (fits(x))
            {
                return x;
            }

            x = Math.BitIncrement(x);
        }

        throw new InvalidOperationException($"no number near {guess:R} fits");
    }
}
