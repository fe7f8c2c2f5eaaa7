using Escalation.Decisions;

namespace Escalation.Calibration;

/// <summary>The sentences that a certificate carries.</summary>
internal static class CertificateText
{
    private const string Exchangeable = "The calibration items and the items met in deployment are exchangeable: independent draws from one distribution, without duplicates and without drift.";
    private const string FixedScore = "The score was fixed before these items were used: none of them trained, tuned or selected it.";
    private const string SingleRun = "The calibration was run once: repeating it as data arrive, or choosing among several runs, is not covered by delta.";
    private const string Scope = "The promise covers this rule alone; other reasons to escalate and later changes of the score are outside.";
    private const string FixedGrid = "The thresholds, their order and the start of the sequence were fixed before a label was read.";
    private const string GridFromScores = "The ends of the grid are the lowest and the highest calibration score: no label was read for them, but thresholds placed by two of the items are not strictly fixed beforehand; the promise is proven for a range that is.";
    private const string TrueLosses = "The losses are the true 0/1 errors of acting on each item, for every item of the calibration set.";

    internal static IReadOnlyList<string> BudgetAssumptions { get; } = [Exchangeable, FixedScore, SingleRun, Scope];

    private static IReadOnlyList<string> FixedGridAssumptions { get; } = [Exchangeable, FixedScore, FixedGrid, TrueLosses, SingleRun, Scope];

    private static IReadOnlyList<string> ScoreGridAssumptions { get; } = [Exchangeable, FixedScore, FixedGrid, GridFromScores, TrueLosses, SingleRun, Scope];

    internal static IReadOnlyList<string> RiskAssumptions(bool gridFromScores) => gridFromScores ? ScoreGridAssumptions : FixedGridAssumptions;

    internal static string Rule(ScoreDirection direction, double threshold)
    {
        string verb = direction == ScoreDirection.HigherActs ? "act" : "delegate";
        return $"{verb} when score {ScoreComparison.Symbol(direction)} {CanonicalNumber.Format(threshold)}";
    }

    internal static string Describe(Certificate certificate)
    {
        string alpha = CanonicalNumber.Format(certificate.Alpha);
        string delta = CanonicalNumber.Format(certificate.Delta);
        string quantity = certificate.Purpose == ThresholdPurpose.Budget ? "a delegation rate" : "an error rate among acted items";
        string evidence = certificate.Purpose == ThresholdPurpose.Budget
            ? $"{certificate.K} of {certificate.N} calibration items delegated"
            : $"{certificate.K} errors among {certificate.ActedCount} acted of {certificate.N} calibration items";
        return FormattableString.Invariant($"{certificate.Rule}: {quantity} of at most {alpha}, except with probability {delta} over the calibration sample ({evidence})");
    }
}
