namespace Escalation.Calibration.RiskControl;

/// <summary>The assumptions of a joint certificate.</summary>
internal static class JointAssumptions
{
    private const string Split = "The items were split at random by the stated seed: the stated share of them gave the expected cost and, unless it was given, the range of the grid; only the others tested, and the counts are theirs.";
    private const string ActedChain = "The thresholds were fixed without the testing items. The chain of the risk begins at the first threshold that delegates no more testing items than the budget allows and acts on as many as its start asks for, and goes upwards: by scores alone.";
    private const string AllChain = "The thresholds were fixed, and the order in which the risk was tested was learned, without the testing items.";
    private const string BudgetChain = "The thresholds were fixed without the testing items.";
    private const string EstimatedCost = "The delegation rate is promised. The expected cost is an estimate from the choosing items, as good as their losses, and is not promised.";
    private const string Pairs = "The pairs of thresholds were fixed, and the order or graph in which they were tested was learned, without the testing items.";
    private const string PairLosses = "The losses are the true 0/1 errors of acting on each item and of the stronger model's answer to it, for every item of the calibration set; a person is taken to be right.";
    private const string PairRule = "The promises cover the two thresholds deployed together; other reasons to escalate and later changes of the score or of the stronger model are outside.";
    private const string TrueLosses = "The losses are the true 0/1 errors of acting on and of escalating each item, for every item of the calibration set.";

    internal static IReadOnlyList<string> Of(RiskSubject subject, bool fromScores) => CertificateAssumptions.Begin()
        .Add(Split)
        .Add(subject == RiskSubject.Acted ? ActedChain : AllChain)
        .AddWhen(fromScores, CertificateAssumptions.GridFromScores)
        .Add(TrueLosses)
        .End(group: null);

    internal static IReadOnlyList<string> TwoThresholds(bool fromScores) => CertificateAssumptions.Begin()
        .Add(Split)
        .Add(Pairs)
        .AddWhen(fromScores, CertificateAssumptions.GridFromScores)
        .Add(PairLosses)
        .End(group: null, PairRule);

    internal static IReadOnlyList<string> Budget(bool fromScores) => CertificateAssumptions.Begin()
        .Add(Split)
        .Add(BudgetChain)
        .AddWhen(fromScores, CertificateAssumptions.GridFromScores)
        .Add(EstimatedCost)
        .End(group: null);
}
