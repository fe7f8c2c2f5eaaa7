namespace Escalation.Redaction;

/// <summary>Keeps the span with the greatest confidence.</summary>
internal struct StrongestSpanSink : IPersonalDataSink
{
    internal PersonalDataSpan Strongest { get; private set; }

    public bool Take(in PersonalDataSpan span)
    {
        Strongest = span.Confidence > Strongest.Confidence ? span : Strongest;
        return true;
    }
}
