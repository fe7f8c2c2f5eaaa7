using System.Globalization;

namespace Escalation.Probes.Training;

/// <summary>What delegating an item would have gained, from labelled items: the targets of a delegation-value probe.</summary>
/// <remarks>
/// The probabilities of the probe must come from folds that did not train on the item, else the value is too small wherever the probe has memorised the label.
/// Source: Calibrate-Then-Delegate (arXiv 2604.14251).
/// </remarks>
public static class DelegationValue
{
    private const double Decision = 0.5;

    /// <summary>The continuous value <c>v = P_expert(y|x) - P_probe(y|x) = (2y - 1)(b - p)</c> in [-1, 1], y the true class.</summary>
    /// <param name="probe">p, the probe's probability of class one for each item.</param>
    /// <param name="expert">b, the expert's probability of class one for each item.</param>
    /// <param name="labels">y, whether each item is of class one.</param>
    /// <returns>One value an item.</returns>
    /// <exception cref="ArgumentException">Thrown when the lengths differ.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when a probability is outside [0, 1], with the first such row.</exception>
    public static double[] Continuous(ReadOnlySpan<double> probe, ReadOnlySpan<double> expert, ReadOnlySpan<bool> labels)
    {
        Check(probe, expert, labels);
        var values = new double[labels.Length];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = labels[i] ? expert[i] - probe[i] : probe[i] - expert[i];
        }

        return values;
    }

    /// <summary>Whether delegation helps: the probe's decision is wrong and the expert's is right. Both decide class one at a probability of at least 0.5.</summary>
    /// <param name="probe">The probe's probability of class one for each item.</param>
    /// <param name="expert">The expert's probability of class one for each item.</param>
    /// <param name="labels">Whether each item is of class one.</param>
    /// <returns>One answer an item.</returns>
    /// <exception cref="ArgumentException">Thrown when the lengths differ.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when a probability is outside [0, 1], with the first such row.</exception>
    public static bool[] Helps(ReadOnlySpan<double> probe, ReadOnlySpan<double> expert, ReadOnlySpan<bool> labels)
    {
        Check(probe, expert, labels);
        var helps = new bool[labels.Length];
        for (int i = 0; i < helps.Length; i++)
        {
            helps[i] = (probe[i] >= Decision) != labels[i] && (expert[i] >= Decision) == labels[i];
        }

        return helps;
    }

    private static void Check(ReadOnlySpan<double> probe, ReadOnlySpan<double> expert, ReadOnlySpan<bool> labels)
    {
        Probabilities(probe, labels.Length, nameof(probe));
        Probabilities(expert, labels.Length, nameof(expert));
    }

    private static void Probabilities(ReadOnlySpan<double> values, int count, string name)
    {
        if (values.Length != count)
        {
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"{name} must hold one probability an item, {count}, but holds {values.Length}."), name);
        }

        for (int i = 0; i < values.Length; i++)
        {
            if (!(values[i] >= 0.0 && values[i] <= 1.0))
            {
                throw new ArgumentOutOfRangeException(name, values[i], string.Create(CultureInfo.InvariantCulture, $"{name} must be probabilities in [0, 1], but row {i} is {values[i]:R}."));
            }
        }
    }
}
