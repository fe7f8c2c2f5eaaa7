namespace Escalation.Probes.Pooling;

/// <summary>The largest exponential moving average: <c>e_0 = 0</c>, <c>e_t = a x_t + (1 - a) e_(t-1)</c>, <c>max_t e_t</c>.</summary>
internal sealed class EmaMaxReducer(double smoothing) : TokenReducer
{
    internal override int StateLength(int width) => 2 * width;

    internal override void Add(Span<double> state, long earlier, ReadOnlySpan<double> token)
    {
        Span<double> averages = state[..token.Length], best = state[token.Length..];
        for (int i = 0; i < token.Length; i++)
        {
            averages[i] = (smoothing * token[i]) + ((1.0 - smoothing) * averages[i]);
            best[i] = earlier == 0 ? averages[i] : Math.Max(best[i], averages[i]);
        }
    }

    internal override void Read(ReadOnlySpan<double> state, long count, Span<double> result) => state[result.Length..].CopyTo(result);
}
