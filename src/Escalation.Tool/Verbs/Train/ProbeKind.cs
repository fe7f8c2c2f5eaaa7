namespace Escalation.Tool.Verbs.Train;

/// <summary>What <c>train</c> trains.</summary>
internal enum ProbeKind
{
    /// <summary>Logistic regression on a label 0 or 1.</summary>
    Safety,

    /// <summary>Ridge regression on the delegation value.</summary>
    DelegationValue,
}
