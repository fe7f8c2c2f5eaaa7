using Escalation.Statistics;

namespace Escalation.Experiments.TruthProbes;

/// <summary>How well something tells where delegation helps, and how much better than the probe's uncertainty.</summary>
/// <param name="Name">What predicts.</param>
/// <param name="Auroc">The AUROC over the honest rows, each scored without its statement.</param>
/// <param name="Interval">Its 95 % interval, statements resampled.</param>
/// <param name="Difference">The AUROC less that of the uncertainty.</param>
/// <param name="DifferenceInterval">The 95 % interval of the difference, from the same resamples for both.</param>
internal sealed record Predictor(string Name, double Auroc, BootstrapInterval Interval, double Difference, BootstrapInterval DifferenceInterval)
{
    /// <summary>What the interval allows to say.</summary>
    internal string Verdict => DifferenceInterval switch
    {
        { Lower: > 0.0 } => "better",
        { Upper: < 0.0 } => "worse",
        _ => "undecided",
    };
}
