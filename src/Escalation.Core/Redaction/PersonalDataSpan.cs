namespace Escalation.Redaction;

/// <summary>Personal data found in a text.</summary>
/// <param name="Class">What it is.</param>
/// <param name="Start">Where it begins, in UTF-16 code units.</param>
/// <param name="Length">How long it is, at least 1.</param>
/// <param name="Confidence">How sure the recogniser is, in (0, 1]: a rule-based score and no calibrated probability.</param>
/// <param name="Kind">What kind of its class, for example <c>us-ssn</c>; the class's code when it has no kinds.</param>
public readonly record struct PersonalDataSpan(DataClass Class, int Start, int Length, double Confidence, string Kind)
{
    /// <summary>The position behind it.</summary>
    public int End => Start + Length;
}
