using Escalation.Statistics;

namespace Escalation.Experiments.TruthProbes;

/// <summary>A measure of one predictor beside that of the uncertainty.</summary>
/// <param name="Value">The measure over the honest rows, each scored without its statement.</param>
/// <param name="Interval">Its 95 % interval, statements resampled.</param>
/// <param name="Difference">The measure less that of the uncertainty.</param>
/// <param name="DifferenceInterval">The 95 % interval of the difference, from the same resamples for both.</param>
internal sealed record PairedMeasure(double Value, BootstrapInterval Interval, double Difference, BootstrapInterval DifferenceInterval)
{
    /// <summary>What the interval allows to say; higher is better.</summary>
    internal string Verdict => DifferenceInterval switch
    {
        { Lower: > 0.0 } => "better",
        { Upper: < 0.0 } => "worse",
        _ => "undecided",
    };
}
