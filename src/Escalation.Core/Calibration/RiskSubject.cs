namespace Escalation.Calibration;

/// <summary>Which items a risk is the mean loss of.</summary>
public enum RiskSubject
{
    /// <summary>The items acted on: the selective risk.</summary>
    Acted = 0,

    /// <summary>All items, whoever answers them: the loss of the act where the rule acts, of the escalation elsewhere.</summary>
    All,
}
