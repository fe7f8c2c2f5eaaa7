namespace Escalation.Decisions;

/// <summary>What the cost rule says of one turn. NaN stands for unknown.</summary>
internal readonly record struct CostAssessment(
    Signal Signal,
    double ModelIsRight,
    double ExpertIsRight,
    double CostOfActing,
    double CostOfEscalating)
{
    internal static CostAssessment Without(in Signal signal) => new(signal, double.NaN, double.NaN, double.NaN, double.NaN);
}
