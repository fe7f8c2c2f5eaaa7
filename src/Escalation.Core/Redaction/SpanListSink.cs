namespace Escalation.Redaction;

/// <summary>Keeps every span.</summary>
internal readonly struct SpanListSink() : IPersonalDataSink
{
    internal List<PersonalDataSpan> Spans { get; } = [];

    public bool Take(in PersonalDataSpan span)
    {
        Spans.Add(span);
        return true;
    }
}
