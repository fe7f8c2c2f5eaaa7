namespace Escalation.Prediction;

/// <summary>Which number of an interval a decision uses.</summary>
public enum CalibratedEnd
{
    /// <summary>The one combined number; for a map without intervals the only one there is.</summary>
    Combined,

    /// <summary>The lower end: cautious about whoever would act.</summary>
    Lower,

    /// <summary>The upper end: cautious about whoever would be spared the question, such as the expert of the cost rule.</summary>
    Upper,
}
