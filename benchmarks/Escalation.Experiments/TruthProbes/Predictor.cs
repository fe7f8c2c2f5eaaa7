namespace Escalation.Experiments.TruthProbes;

/// <summary>How well something tells where delegation helps, and how much better than the probe's uncertainty.</summary>
/// <param name="Name">What predicts.</param>
/// <param name="Auroc">The AUROC for the rows where delegation helps.</param>
/// <param name="Gain">The gain in accuracy when the highest-scored fifth of the rows is delegated, harm counted against it.</param>
internal sealed record Predictor(string Name, PairedMeasure Auroc, PairedMeasure Gain);
