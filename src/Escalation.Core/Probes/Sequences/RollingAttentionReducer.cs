using Escalation.Probes.Pooling;

namespace Escalation.Probes.Sequences;

/// <summary>Sums the largest softmax-weighted window mean of each head.</summary>
/// <remarks>
/// A token is the heads' scores before scaling, then their values. The state is a ring of the last <c>window</c> tokens and the best mean of each head. Each window is
/// weighed anew, oldest token first, so no rounding is carried on.
/// </remarks>
internal sealed class RollingAttentionReducer(int window, double divisor) : TokenReducer
{
    internal override int StateLength(int width) => checked((window * width) + (width / 2));

    internal override void Add(Span<double> state, long earlier, ReadOnlySpan<double> token)
    {
        int width = token.Length, heads = width / 2;
        int newest = (int)(earlier % window);
        token.CopyTo(state.Slice(newest * width, width));
        if (earlier + 1 < window)
        {
            return;
        }

        Span<double> best = state.Slice(window * width, heads);
        for (int h = 0; h < heads; h++)
        {
            double mean = Mean(state, heads, h, oldest: (newest + 1) % window, window);
            best[h] = earlier + 1 == window ? mean : Math.Max(best[h], mean);
        }
    }

    internal override void Read(ReadOnlySpan<double> state, long count, Span<double> result)
    {
        int heads = state.Length / ((2 * window) + 1);
        double sum = 0.0;
        for (int h = 0; h < heads; h++)
        {
            sum += count >= window ? state[(2 * window * heads) + h] : Mean(state, heads, h, oldest: 0, (int)count);
        }

        result[0] = sum;
    }

    private double Mean(ReadOnlySpan<double> state, int heads, int head, int oldest, int count)
    {
        double maximum = double.NegativeInfinity;
        for (int slot = 0; slot < count; slot++)
        {
            maximum = Math.Max(maximum, state[(2 * slot * heads) + head]);
        }

        double sum = 0.0, values = 0.0;
        for (int age = 0; age < count; age++)
        {
            int slot = oldest + age;
            slot = slot < count ? slot : slot - count;
            double weight = Math.Exp((state[(2 * slot * heads) + head] - maximum) / divisor);
            sum += weight;
            values += weight * state[(((2 * slot) + 1) * heads) + head];
        }

        return values / sum;
    }
}
