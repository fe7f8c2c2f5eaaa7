using System.Diagnostics.CodeAnalysis;

namespace Escalation.Calibration;

/// <content>Certificates that differ from another one in a few statements.</content>
public sealed partial class Certificate
{
    /// <summary>Starts with everything that another certificate states, for an initialiser to change; the id follows from the result.</summary>
    [SetsRequiredMembers]
    internal Certificate(Certificate other)
    {
        Group = other.Group;
        Policy = other.Policy;
        Threshold = other.Threshold;
        Direction = other.Direction;
        Comparison = other.Comparison;
        Rule = other.Rule;
        ScoreId = other.ScoreId;
        RiskOf = other.RiskOf;
        Alpha = other.Alpha;
        Delta = other.Delta;
        N = other.N;
        K = other.K;
        ActedCount = other.ActedCount;
        LossSum = other.LossSum;
        Clusters = other.Clusters;
        PValue = other.PValue;
        Method = other.Method;
        Procedure = other.Procedure;
        Start = other.Start;
        Starts = other.Starts;
        Level = other.Level;
        Grid = other.Grid;
        HypothesesTested = other.HypothesesTested;
        Budget = other.Budget;
        EmpiricalRate = other.EmpiricalRate;
        EmpiricalRisk = other.EmpiricalRisk;
        _upperBound = other._upperBound;
        Seed = other.Seed;
        DataSha256 = other.DataSha256;
        Assumptions = other.Assumptions;
        Expires = other.Expires;
        Library = other.Library;
    }
}
