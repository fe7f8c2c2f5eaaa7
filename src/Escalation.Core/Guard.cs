using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Runtime.CompilerServices;

namespace Escalation;

/// <summary>Argument checks whose messages name parameter, bound and value. The framework's own range helpers let NaN pass, so numbers are checked here.</summary>
internal static class Guard
{
    /// <summary>Throws unless <c>0 &lt;= value &lt;= 1</c>; NaN throws.</summary>
    internal static double Probability(double value, [CallerArgumentExpression(nameof(value))] string? name = null)
    {
        if (!(value >= 0.0 && value <= 1.0))
        {
            OutOfRange(name, "a probability in [0, 1]", value);
        }

        return value;
    }

    /// <summary>Throws unless <c>0 &lt; value &lt; 1</c>; NaN throws.</summary>
    internal static double OpenProbability(double value, [CallerArgumentExpression(nameof(value))] string? name = null)
    {
        if (!(value > 0.0 && value < 1.0))
        {
            OutOfRange(name, "a level strictly between 0 and 1", value);
        }

        return value;
    }

    /// <summary>Throws unless the value is finite.</summary>
    internal static double Finite(double value, [CallerArgumentExpression(nameof(value))] string? name = null)
    {
        if (!double.IsFinite(value))
        {
            OutOfRange(name, "a finite number", value);
        }

        return value;
    }

    /// <summary>Throws unless the value is finite and above zero.</summary>
    internal static double Positive(double value, [CallerArgumentExpression(nameof(value))] string? name = null)
    {
        if (!(value > 0.0 && double.IsFinite(value)))
        {
            OutOfRange(name, "a finite number above 0", value);
        }

        return value;
    }

    /// <summary>Throws unless the integer is at least <paramref name="minimum"/>.</summary>
    internal static int AtLeast(int value, int minimum, [CallerArgumentExpression(nameof(value))] string? name = null)
    {
        if (value < minimum)
        {
            throw new ArgumentOutOfRangeException(name, value, string.Create(CultureInfo.InvariantCulture, $"{name} must be at least {minimum}, but was {value}."));
        }

        return value;
    }

    /// <summary>Throws unless the text holds something other than white space.</summary>
    internal static string NotBlank([NotNull] string? value, [CallerArgumentExpression(nameof(value))] string? name = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(value, name);
        return value;
    }

    [DoesNotReturn]
    internal static void OutOfRange(string? name, string bound, double value) =>
        throw new ArgumentOutOfRangeException(name, value, string.Create(CultureInfo.InvariantCulture, $"{name} must be {bound}, but was {value:R}."));
}
