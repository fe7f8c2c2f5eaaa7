namespace Escalation.Decisions;

/// <summary>What the cost rule says of one turn. NaN stands for unknown. Filled in place, because copying it would cost more than computing it.</summary>
internal struct CostAssessment
{
    internal Signal Signal;
    internal DecisionCosts Costs;
    internal double ModelIsRight;
    internal double ExpertIsRight;
    internal double CostOfActing;
    internal double CostOfEscalating;
}
