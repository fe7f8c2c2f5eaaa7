using Escalation.Evaluation;

namespace Escalation.Experiments.Predictors;

/// <summary>What held-out predictions of one case amount to: means over the seeds.</summary>
/// <param name="Case">The case.</param>
/// <param name="Auroc">The mean AUROC, over all folds of one seed together.</param>
/// <param name="AurocDeviation">Its standard deviation between seeds.</param>
/// <param name="Ece">The mean calibration error over <see cref="Bins"/> bins of even width.</param>
/// <param name="LogLoss">The mean log loss in nats.</param>
internal sealed record PredictorFigures(PredictorCase Case, double Auroc, double AurocDeviation, double Ece, double LogLoss)
{
    internal const int Bins = 15;
    internal const int Folds = 10;

    /// <summary>Whether the references are beaten where they must be; NaN does not beat.</summary>
    internal bool MeetsBar => !Case.MustBeat || ((Case.ReferenceAuroc is not { } auroc || Auroc > auroc) && (Case.ReferenceEce is not { } ece || Ece < ece));

    /// <summary>Trains and measures.</summary>
    internal static PredictorFigures Measure(PredictorCase predictor, int seeds, ulong seed)
    {
        bool[] labels = predictor.Labels();
        double[] areas = new double[seeds];
        double ece = 0.0, loss = 0.0;
        for (int s = 0; s < seeds; s++)
        {
            double[] probabilities = predictor.HeldOut(Folds, unchecked(seed + ((ulong)s * 1_000)));
            areas[s] = RankingMetrics.Auroc(RiskCoverageCurve.Of(probabilities, labels)).Value ?? double.NaN;
            ece += (CalibrationErrors.Expected(ReliabilityDiagram.Of(probabilities, labels, Bins)).Value ?? double.NaN) / seeds;
            loss -= probabilities.Zip(labels, static (p, label) => Math.Log(label ? p : 1.0 - p)).Average() / seeds;
        }

        double mean = areas.Average();
        double deviation = seeds > 1 ? Math.Sqrt(areas.Sum(area => (area - mean) * (area - mean)) / (seeds - 1)) : 0.0;
        return new PredictorFigures(predictor, mean, deviation, ece, loss);
    }
}
