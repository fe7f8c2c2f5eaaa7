using System.Globalization;

namespace Escalation.Core.Tests.Statistics.Sequential;

/// <summary>Decimals of 28 digits as the authority on rounding errors of doubles: they share no code with the library.</summary>
internal static class Decimals
{
    internal const decimal Ln2 = 0.6931471805599453094172321215m;

    /// <summary>A cast would keep fifteen digits.</summary>
    internal static decimal Exact(double value) => decimal.Parse(value.ToString("F28", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);

    internal static decimal Exponential(decimal x)
    {
        decimal sum = 1m;
        decimal term = 1m;
        for (int i = 1; i < 60; i++)
        {
            term *= x / 16m / i;
            sum += term;
        }

        for (int i = 0; i < 4; i++)
        {
            sum *= sum;
        }

        return sum;
    }

    internal static decimal Logarithm(decimal y)
    {
        decimal x = (decimal)Math.Log((double)y);
        x += (y / Exponential(x)) - 1m;
        return x + (y / Exponential(x)) - 1m;
    }
}
