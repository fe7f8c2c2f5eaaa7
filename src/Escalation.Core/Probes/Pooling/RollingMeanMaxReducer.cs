namespace Escalation.Probes.Pooling;

/// <summary>The largest mean of <c>w</c> consecutive tokens; the plain mean of a sequence shorter than that.</summary>
/// <remarks>Each window is summed anew, oldest token first: linear in w for each token, and no rounding is carried from window to window.</remarks>
internal sealed class RollingMeanMaxReducer(int window) : TokenReducer
{
    internal override int StateLength(int width) => checked((window + 1) * width);

    internal override void Add(Span<double> state, long earlier, ReadOnlySpan<double> token)
    {
        int width = token.Length;
        int newest = (int)(earlier % window);
        token.CopyTo(state.Slice(newest * width, width));
        if (earlier + 1 < window)
        {
            return;
        }

        Span<double> best = state.Slice(window * width, width);
        for (int i = 0; i < width; i++)
        {
            double mean = Mean(state, width, i, oldest: (newest + 1) % window, window);
            best[i] = earlier + 1 == window ? mean : Math.Max(best[i], mean);
        }
    }

    internal override void Read(ReadOnlySpan<double> state, long count, Span<double> result)
    {
        int width = result.Length;
        if (count >= window)
        {
            state.Slice(window * width, width).CopyTo(result);
            return;
        }

        for (int i = 0; i < width; i++)
        {
            result[i] = Mean(state, width, i, oldest: 0, (int)count);
        }
    }

    private static double Mean(ReadOnlySpan<double> state, int width, int element, int oldest, int count)
    {
        double sum = 0.0;
        for (int age = 0; age < count; age++)
        {
            int slot = oldest + age;
            slot = slot < count ? slot : slot - count;
            sum += state[(slot * width) + element];
        }

        return sum / count;
    }
}
