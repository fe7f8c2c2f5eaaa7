using System.Globalization;

namespace Escalation.Calibration.MultipleTesting;

/// <summary>The p-values of a family of hypotheses: given, or computed when a procedure asks for one.</summary>
/// <remarks>
/// A hypothesis may be marked vacuous: it has no items, or fewer than a constant fixed in advance. Its p-value counts as 1 and is never computed, it is never rejected, and a sequence goes past it instead of stopping.
/// The mark may use counts only, never losses or p-values, and going past is the caller's claim that the p-values after it stay valid given those counts. That holds for nested fixed thresholds with one constant, from strict to permissive, and for hypotheses on disjoint items; other rules that choose by counts can exceed the error level.
/// Immutable as far as the functions given are pure. Each p-value is computed at most once in a test.
/// </remarks>
public sealed class PValues
{
    private readonly double[]? _given;
    private readonly Func<int, double>? _compute;
    private readonly Func<int, bool>? _vacuous;

    private PValues(int count, double[]? given, Func<int, double>? compute, Func<int, bool>? vacuous)
    {
        Count = count;
        _given = given;
        _compute = compute;
        _vacuous = vacuous;
    }

    /// <summary>The number of hypotheses, the vacuous ones included; 0 is a family in which nothing is rejected.</summary>
    public int Count { get; }

    /// <summary>Whether all are given, so that a test can say the adjusted p-value of every hypothesis.</summary>
    internal bool AreGiven => _given is not null;

    /// <summary>All p-values of a family.</summary>
    /// <param name="pValues">One p-value in [0, 1] for each hypothesis; copied.</param>
    /// <param name="vacuous">Marks a hypothesis that counts alone rule out; null marks none.</param>
    /// <returns>The family.</returns>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when a p-value is NaN, negative or above 1; the message names its index.</exception>
    public static PValues Of(ReadOnlySpan<double> pValues, Func<int, bool>? vacuous = null)
    {
        Require(pValues);
        return new PValues(pValues.Length, pValues.ToArray(), compute: null, vacuous);
    }

    /// <summary>P-values that are computed one by one, as far as the procedure gets.</summary>
    /// <param name="count">The number of hypotheses, at least 0.</param>
    /// <param name="pValue">The p-value of a hypothesis, in [0, 1]; never called for a vacuous one, at most once for any other.</param>
    /// <param name="vacuous">Marks a hypothesis that counts alone rule out; null marks none.</param>
    /// <returns>The family. A test throws <see cref="ArgumentOutOfRangeException"/> when a computed p-value is NaN, negative or above 1.</returns>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when <paramref name="count"/> is negative.</exception>
    /// <exception cref="ArgumentNullException">Thrown when <paramref name="pValue"/> is null.</exception>
    public static PValues OnDemand(int count, Func<int, double> pValue, Func<int, bool>? vacuous = null)
    {
        ArgumentNullException.ThrowIfNull(pValue);
        return new PValues(Guard.AtLeast(count, 0), given: null, pValue, vacuous);
    }

    internal static void Require(ReadOnlySpan<double> pValues)
    {
        for (int i = 0; i < pValues.Length; i++)
        {
            Require(i, pValues[i]);
        }
    }

    internal bool IsVacuous(int index) => _vacuous is not null && _vacuous(index);

    internal double Read(int index) => _given is not null ? _given[index] : Require(index, _compute!(index));

    private static double Require(int index, double pValue)
    {
        if (!(pValue >= 0.0 && pValue <= 1.0))
        {
            throw new ArgumentOutOfRangeException(
                nameof(pValue), pValue, string.Create(CultureInfo.InvariantCulture, $"pValues[{index}] must be a probability in [0, 1], but was {pValue:R}."));
        }

        return pValue;
    }
}
