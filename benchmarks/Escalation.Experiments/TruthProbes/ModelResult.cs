using Escalation.Probes.Training;

namespace Escalation.Experiments.TruthProbes;

/// <summary>What was measured on one model.</summary>
internal sealed class ModelResult
{
    /// <summary>How far the AUROC may be from that of the reference, whose folds were others.</summary>
    internal const double Tolerance = 0.02;

    internal required TruthProbeData Data { get; init; }

    /// <summary>The probe of the reference recipe.</summary>
    internal required TrainedProbe Probe { get; init; }

    /// <summary>The AUROC for the truth of the statement over the honest rows.</summary>
    internal required double HonestAuroc { get; init; }

    /// <summary>The share of honest rows that the probe decides rightly.</summary>
    internal required double HonestAccuracy { get; init; }

    /// <summary>How many honest rows.</summary>
    internal required int HonestRows { get; init; }

    /// <summary>Honest rows where the probe is wrong and the expert right.</summary>
    internal required int Helps { get; init; }

    /// <summary>Honest rows where the probe is right and the expert wrong.</summary>
    internal required int Harms { get; init; }

    /// <summary>The gain of delegating the right fifth of the honest rows.</summary>
    internal required double BestGain { get; init; }

    /// <summary>The uncertainty first, then what is compared with it.</summary>
    internal required IReadOnlyList<Predictor> Predictors { get; init; }

    internal MetricEstimate Auroc => Probe.Report.Labels!.Auroc;

    internal bool Reproduces => Math.Abs(Auroc.Value - Data.ReferenceAuroc) <= Tolerance;
}
