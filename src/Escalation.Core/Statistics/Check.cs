using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Runtime.CompilerServices;

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
    private static void ThrowOutside(string name, long value, long least, long most) =>
        throw new ArgumentOutOfRangeException(
            name, value, string.Create(CultureInfo.InvariantCulture, $"{name} must be in [{least}, {most}], but is {value}."));
}
