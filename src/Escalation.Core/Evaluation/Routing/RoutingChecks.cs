using System.Globalization;

namespace Escalation.Evaluation.Routing;

/// <summary>Checks of the two columns of quality.</summary>
internal static class RoutingChecks
{
    /// <summary>The delegation value of each item.</summary>
    internal static double[] Values(ReadOnlySpan<double> weak, ReadOnlySpan<double> strong)
    {
        if (weak.IsEmpty)
        {
            throw new ArgumentException("There is no item to route.", nameof(weak));
        }

        if (strong.Length != weak.Length)
        {
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"strong must hold one entry for each of the {weak.Length} items, but holds {strong.Length}."), nameof(strong));
        }

        Qualities(weak, nameof(weak));
        Qualities(strong, nameof(strong));
        double[] values = new double[weak.Length];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = strong[i] - weak[i];
        }

        return values;
    }

    private static void Qualities(ReadOnlySpan<double> qualities, string name)
    {
        for (int i = 0; i < qualities.Length; i++)
        {
            if (!(qualities[i] >= 0.0 && qualities[i] <= 1.0))
            {
                throw new ArgumentOutOfRangeException(name, qualities[i], string.Create(CultureInfo.InvariantCulture, $"{name}[{i}] must be in [0, 1], but was {qualities[i]:R}."));
            }
        }
    }
}
