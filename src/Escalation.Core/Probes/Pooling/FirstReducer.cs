namespace Escalation.Probes.Pooling;

/// <summary>The first token.</summary>
internal sealed class FirstReducer : TokenReducer
{
    internal override bool ReadsEveryToken => false;

    internal override int StateLength(int width) => width;

    internal override void Add(Span<double> state, long earlier, ReadOnlySpan<double> token)
    {
        if (earlier == 0)
        {
            token.CopyTo(state);
        }
    }

    internal override void Read(ReadOnlySpan<double> state, long count, Span<double> result) => state.CopyTo(result);
}
