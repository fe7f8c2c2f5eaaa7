using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Runtime.CompilerServices;
using Escalation.Statistics.Sequential;

namespace Escalation.Statistics;

/// <summary>Guards of this room. The comparisons are written so that NaN fails them; the runtime's own helpers let it pass.</summary>
internal static class Check
{
    public static void Probability(double value, [CallerArgumentExpression(nameof(value))] string name = "")
    {
        if (!(value >= 0 && value <= 1))
        {
            Throw(name, value, "a probability in [0, 1]");
        }
    }

    public static void OpenProbability(double value, [CallerArgumentExpression(nameof(value))] string name = "")
    {
        if (!(value > 0 && value < 1))
        {
            Throw(name, value, "strictly between 0 and 1");
        }
    }

    public static void Hypothesis(MeanHypothesis hypothesis)
    {
        if (!Enum.IsDefined(hypothesis))
        {
            throw new ArgumentOutOfRangeException(nameof(hypothesis), hypothesis, "Not a hypothesis about a mean.");
        }
    }

    public static void Loss(double value, [CallerArgumentExpression(nameof(value))] string name = "")
    {
        if (!(value >= 0 && value <= 1))
        {
            Throw(name, value, "in [0, 1]");
        }
    }

    /// <summary>Refuses numbers outside [0, 1] with the index of the first.</summary>
    public static void Losses(ReadOnlySpan<double> values, [CallerArgumentExpression(nameof(values))] string name = "")
    {
        for (int i = 0; i < values.Length; i++)
        {
            if (!(values[i] >= 0 && values[i] <= 1))
            {
                ThrowAt(name, i, values[i], "in [0, 1]");
            }
        }
    }

    /// <summary>Refuses NaN and infinities with the index of the first.</summary>
    public static void FiniteScores(ReadOnlySpan<double> values, [CallerArgumentExpression(nameof(values))] string name = "")
    {
        for (int i = 0; i < values.Length; i++)
        {
            if (!double.IsFinite(values[i]))
            {
                ThrowAt(name, i, values[i], "a finite number");
            }
        }
    }

    /// <summary>Refuses a number of trials out of range and a sum of that many losses in [0, 1] that is none.</summary>
    public static void LossSum(double lossSum, long trials)
    {
        Between(trials, 0, BinomialTail.MaxTrials);
        if (!(lossSum >= 0 && lossSum <= trials))
        {
            Throw(nameof(lossSum), lossSum, string.Create(CultureInfo.InvariantCulture, $"the sum of {trials} losses in [0, 1]"));
        }
    }

    public static void Between(long value, long least, long most, [CallerArgumentExpression(nameof(value))] string name = "")
    {
        if (value < least || value > most)
        {
            ThrowOutside(name, value, least, most);
        }
    }

    [DoesNotReturn]
    public static void Throw(string name, double value, string bound) =>
        throw new ArgumentOutOfRangeException(
            name, value, string.Create(CultureInfo.InvariantCulture, $"{name} must be {bound}, but is {value:R}."));

    [DoesNotReturn]
    private static void ThrowAt(string name, int index, double value, string bound) =>
        throw new ArgumentOutOfRangeException(
            name, value, string.Create(CultureInfo.InvariantCulture, $"{name}[{index}] must be {bound}, but is {value:R}."));

    [DoesNotReturn]
    private static void ThrowOutside(string name, long value, long least, long most) =>
        throw new ArgumentOutOfRangeException(
            name, value, string.Create(CultureInfo.InvariantCulture, $"{name} must be in [{least}, {most}], but is {value}."));
}
