namespace Escalation.Redaction;

/// <summary>Takes spans of a folded text back to the text that it comes from.</summary>
internal struct FoldedSpanSink<TSink>(TSink inner, int[] origins, int length, int count) : IPersonalDataSink
    where TSink : struct, IPersonalDataSink
{
    private TSink _inner = inner;

    internal readonly TSink Inner => _inner;

    public bool Take(in PersonalDataSpan span)
    {
        // Up to where the next character comes from: marks and joiners behind the last digit belong to it.
        int start = origins[span.Start];
        int end = span.End < count ? origins[span.End] : length;

        // Written back, since a sink is a value that changes as it takes.
        TSink taking = _inner;
        bool goesOn = taking.Take(span with { Start = start, Length = end - start });
        _inner = taking;
        return goesOn;
    }
}
