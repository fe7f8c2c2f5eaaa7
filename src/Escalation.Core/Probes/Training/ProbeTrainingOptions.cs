using Escalation.Learning.Wide;

namespace Escalation.Probes.Training;

/// <summary>How a probe is trained and judged.</summary>
public sealed record ProbeTrainingOptions
{
    /// <summary>The folds that judge the probe and on whose held-out scores it is calibrated, at least 2; 5 unless given.</summary>
    public int Folds { get; init; } = 5;

    /// <summary>The folds within each training part that choose the penalty, at least 2; 4 unless given, and as many as there are groups where these are fewer. Not used when there is one penalty.</summary>
    public int InnerFolds { get; init; } = 4;

    /// <summary>The penalties to choose from, finite and above 0; null or empty for <see cref="PenaltySearch.DefaultPenalties"/>. With a single one nothing is chosen.</summary>
    public IReadOnlyList<double>? Penalties { get; init; }

    /// <summary>Whether features are standardised, by the training rows of each fit alone; true unless given.</summary>
    public bool Standardise { get; init; } = true;

    /// <summary>Whether both classes get half the weight in the fit; labels only. Calibration and metrics count every row as it is.</summary>
    public bool BalanceClasses { get; init; }

    /// <summary>The seed of folds and resamples.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>The gap that ends a fit, as a share of the objective without features, in (0, 1).</summary>
    public double GapTolerance { get; init; } = 1e-10;

    /// <summary>Resamples of the intervals, at least 1; 2,000 unless given.</summary>
    public int Resamples { get; init; } = 2_000;

    /// <summary>The level of the intervals, strictly between 0 and 1; 0.95 unless given.</summary>
    public double Level { get; init; } = 0.95;

    /// <summary>Told after each fold and before the final fit; null when nobody listens.</summary>
    public IProgress<ProbeTrainingProgress>? Progress { get; init; }

    internal void Check()
    {
        Guard.AtLeast(Folds, 2);
        Guard.AtLeast(InnerFolds, 2);
        Guard.OpenProbability(GapTolerance);
        Guard.AtLeast(Resamples, 1);
        Guard.OpenProbability(Level);
        foreach (double penalty in Penalties ?? [])
        {
            Guard.Positive(penalty, nameof(Penalties));
        }
    }
}
