using System.Collections.ObjectModel;
using System.Globalization;

namespace Escalation.Learning.Boosting;

/// <summary>A sum of stumps: an additive model whose part for each column is a step function.</summary>
/// <remarks>Immutable and safe for concurrent use.</remarks>
public sealed class StumpModel
{
    private readonly Stump[] _stumps;

    internal StumpModel(double intercept, Stump[] stumps, int columns)
    {
        Intercept = intercept;
        _stumps = stumps;
        Columns = columns;
    }

    /// <summary>The log-odds that the stumps start from: those of the weighted share of class one.</summary>
    public double Intercept { get; }

    /// <summary>How many columns a row has.</summary>
    public int Columns { get; }

    /// <summary>The stumps in the order in which they were fitted.</summary>
    public ReadOnlyCollection<Stump> Stumps => Array.AsReadOnly(_stumps);

    /// <summary>The model as it was after so many rounds; boosting never revises a stump.</summary>
    /// <param name="rounds">How many stumps to keep, at least 0; more than there are keeps all.</param>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when <paramref name="rounds"/> is negative.</exception>
    public StumpModel After(int rounds) => new(Intercept, _stumps[..Math.Min(Guard.AtLeast(rounds, 0), _stumps.Length)], Columns);

    /// <summary>The log-odds of class one. Linear in the stumps; allocates nothing.</summary>
    /// <param name="features">One row; NaN is absent.</param>
    /// <returns>The log-odds; NaN when a feature is infinite.</returns>
    /// <exception cref="ArgumentException">Thrown when the row's length differs from the model's.</exception>
    public double LogOdds(ReadOnlySpan<double> features)
    {
        if (features.Length != Columns)
        {
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"features must hold {Columns} numbers, but holds {features.Length}."), nameof(features));
        }

        foreach (double feature in features)
        {
            if (double.IsInfinity(feature))
            {
                return double.NaN;
            }
        }

        double z = Intercept;
        foreach (Stump stump in _stumps)
        {
            z += stump.Of(features[stump.Column]);
        }

        return z;
    }

    /// <summary>The probability of class one, <c>1 / (1 + exp(-log-odds))</c>. Linear in the stumps; allocates nothing.</summary>
    /// <param name="features">One row; NaN is absent.</param>
    /// <returns>In [0, 1]; NaN when a feature is infinite.</returns>
    /// <exception cref="ArgumentException">Thrown when the row's length differs from the model's.</exception>
    public double Probability(ReadOnlySpan<double> features) => Logistic.Probability(LogOdds(features));
}
