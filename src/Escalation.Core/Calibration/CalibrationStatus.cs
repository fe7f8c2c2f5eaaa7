namespace Escalation.Calibration;

/// <summary>The words that name the answers of a calibration in documents.</summary>
internal static class CalibrationStatus
{
    internal const string Certified = "certified";
    internal const string InsufficientSamples = "insufficientSamples";
    internal const string RiskTooHigh = "riskTooHigh";
    internal const string SequenceBlocked = "sequenceBlocked";
    internal const string BudgetInfeasible = "budgetInfeasible";
}
