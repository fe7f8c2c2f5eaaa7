using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Escalation.Evaluation;

/// <summary>Checks of evaluated data, with the first offending row in the message.</summary>
internal static class EvaluationChecks
{
    internal static void Length(int length, int rows, string name)
    {
        if (length != rows)
        {
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"{name} must hold one entry for each of the {rows} confidences, but holds {length}."), name);
        }
    }

    internal static void Finite(ReadOnlySpan<double> confidences, string name = "confidences")
    {
        for (int i = 0; i < confidences.Length; i++)
        {
            if (!double.IsFinite(confidences[i]))
            {
                ThrowNotFinite(name, i, confidences[i]);
            }
        }
    }

    [DoesNotReturn]
    internal static void ThrowNotFinite(string name, int index, double value) =>
        throw new ArgumentOutOfRangeException(name, value, string.Create(CultureInfo.InvariantCulture, $"{name}[{index}] must be finite, but was {value:R}."));

    internal static void Losses(ReadOnlySpan<double> losses)
    {
        for (int i = 0; i < losses.Length; i++)
        {
            if (!(losses[i] >= 0.0 && losses[i] <= 1.0))
            {
                throw new ArgumentOutOfRangeException(nameof(losses), losses[i], string.Create(CultureInfo.InvariantCulture, $"losses[{i}] must be in [0, 1], but was {losses[i]:R}."));
            }
        }
    }

    /// <summary>Refuses what cannot be a probability.</summary>
    internal static void Probabilities(ReadOnlySpan<double> confidences)
    {
        for (int i = 0; i < confidences.Length; i++)
        {
            if (!IsProbability(confidences[i]))
            {
                throw new ArgumentOutOfRangeException(nameof(confidences), confidences[i], string.Create(CultureInfo.InvariantCulture, $"confidences[{i}] must be a probability in [0, 1], but was {confidences[i]:R}."));
            }
        }
    }

    internal static bool AreProbabilities(ReadOnlySpan<double> confidences)
    {
        foreach (double confidence in confidences)
        {
            if (!IsProbability(confidence))
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsProbability(double value) => value >= 0.0 && value <= 1.0;
}
