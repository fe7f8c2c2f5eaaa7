namespace Escalation.Probes.Pooling;

/// <summary>The exponential moving average after the last token: <c>e_1 = x_1</c>, <c>e_t = a x_t + (1 - a) e_(t-1)</c>.</summary>
internal sealed class EmaReducer(double smoothing) : TokenReducer
{
    internal override int StateLength(int width) => width;

    internal override void Add(Span<double> state, long earlier, ReadOnlySpan<double> token)
    {
        if (earlier == 0)
        {
            token.CopyTo(state);
            return;
        }

        for (int i = 0; i < token.Length; i++)
        {
            state[i] = (smoothing * token[i]) + ((1.0 - smoothing) * state[i]);
        }
    }

    internal override void Read(ReadOnlySpan<double> state, long count, Span<double> result) => state.CopyTo(result);
}
