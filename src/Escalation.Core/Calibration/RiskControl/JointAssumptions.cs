namespace Escalation.Calibration.RiskControl;

/// <summary>The assumptions of a joint certificate.</summary>
internal static class JointAssumptions
{
    private const string Split = "The items were split at random by the stated seed: the stated share of them gave the expected cost and, unless it was given, the range of the grid; only the others tested, and the counts are theirs.";
    private const string ActedChain = "The thresholds were fixed without the testing items. The chain of the risk begins at the first threshold that delegates no more testing items than the budget allows and acts on as many as its start asks for, and goes upwards: by scores alone.";
    private const string AllChain = "The thresholds were fixed, and the order in which the risk was tested was learned, without the testing items.";
    private const string TrueLosses = "The losses are the true 0/1 errors of acting on and of escalating each item, for every item of the calibration set.";

    internal static IReadOnlyList<string> Of(RiskSubject subject, ThresholdGrid grid) => CertificateAssumptions.Begin()
        .Add(Split)
        .Add(subject == RiskSubject.Acted ? ActedChain : AllChain)
        .AddWhen(grid.FromScores, CertificateAssumptions.GridFromScores)
        .Add(TrueLosses)
        .End(group: null);
}
