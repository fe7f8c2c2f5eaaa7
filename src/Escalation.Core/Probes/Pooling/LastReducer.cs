namespace Escalation.Probes.Pooling;

/// <summary>The last token.</summary>
internal sealed class LastReducer : TokenReducer
{
    internal override bool ReadsEveryToken => false;

    internal override int StateLength(int width) => width;

    internal override void Add(Span<double> state, long earlier, ReadOnlySpan<double> token) => token.CopyTo(state);

    internal override void Read(ReadOnlySpan<double> state, long count, Span<double> result) => state.CopyTo(result);
}
