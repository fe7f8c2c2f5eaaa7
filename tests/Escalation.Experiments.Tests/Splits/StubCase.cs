using Escalation.Calibration;
using Escalation.Calibration.Populations;
using Escalation.Decisions;
using Escalation.Experiments.Splits;

namespace Escalation.Experiments.Tests.Splits;

/// <summary>A case that certifies with one rule, deploys with another, and is judged by the law of the first.</summary>
internal sealed class StubCase(SplitCase judged, SplitCase certified, Func<Threshold, Threshold> deployed) : SplitCase(judged.Pool, judged.Draws, judged.Alpha, judged.Delta)
{
    internal override string Rule => judged.Rule;

    internal override string ScoreId => judged.ScoreId;

    internal override PopulationLaw Law() => judged.Law();

    internal override CalibrationResult Calibrate(ReadOnlySpan<int> sample) => certified.Calibrate(sample);

    internal override Deployment Deploy(Threshold threshold) => judged.Deploy(deployed(threshold));
}
