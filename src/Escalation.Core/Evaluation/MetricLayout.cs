namespace Escalation.Evaluation;

/// <summary>Where each metric of a report stands among the numbers that are resampled together.</summary>
internal static class MetricLayout
{
    internal const int Accuracy = 0;
    internal const int Auroc = 1;
    internal const int AveragePrecision = 2;
    internal const int AveragePrecisionOfErrors = 3;
    internal const int Aurc = 4;
    internal const int ExcessAurc = 5;
    internal const int NormalisedAurc = 6;
    internal const int Augrc = 7;
    internal const int PredictionRejectionRatio = 8;
    internal const int Ece = 9;
    internal const int EceMass = 10;
    internal const int EceDebiased = 11;
    internal const int Mce = 12;
    internal const int Brier = 13;
    internal const int Reliability = 14;
    internal const int Resolution = 15;
    internal const int Uncertainty = 16;
    internal const int WithinBin = 17;
    internal const int LogLoss = 18;
    internal const int Spiegelhalter = 19;

    /// <summary>Coverages at risks, risks at coverages and costs follow from here.</summary>
    internal const int Readings = 20;

    /// <summary>Numbers for each R: acting always, escalating always, raw, calibrated, guarded, oracle.</summary>
    internal const int CostsPerRatio = 6;

    internal static int Count(EvaluationOptions options) => Costs(options) + (CostsPerRatio * options.CostRatios.Count);

    internal static int Coverages(EvaluationOptions options) => Readings + options.Risks.Count;

    internal static int Costs(EvaluationOptions options) => Coverages(options) + options.Coverages.Count;
}
