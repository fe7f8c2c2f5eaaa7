namespace Escalation.Probes.Pooling;

/// <summary>The largest of the means of all windows of so many consecutive tokens; of a shorter sequence the mean of all.</summary>
/// <remarks>
/// The state is a ring of the last tokens and the best mean of each column. Each window is summed anew, oldest token first: linear in the window for each token, and no
/// rounding is carried from window to window.
/// </remarks>
internal abstract class RollingReducer(int window) : TokenReducer
{
    internal sealed override int StateLength(int width) => checked((window * width) + Columns(width));

    internal sealed override void Add(Span<double> state, long earlier, ReadOnlySpan<double> token)
    {
        int width = token.Length;
        int newest = (int)(earlier % window);
        token.CopyTo(state.Slice(newest * width, width));
        if (earlier + 1 < window)
        {
            return;
        }

        Span<double> best = state[(window * width)..];
        for (int column = 0; column < best.Length; column++)
        {
            double mean = Mean(state, width, column, oldest: (newest + 1) % window, window);
            best[column] = earlier + 1 == window ? mean : Math.Max(best[column], mean);
        }
    }

    /// <summary>How many means there are, given the numbers in a token.</summary>
    private protected abstract int Columns(int width);

    /// <summary>The mean of one column over the tokens in the ring, from the oldest on.</summary>
    private protected abstract double Mean(ReadOnlySpan<double> ring, int width, int column, int oldest, int count);

    /// <summary>The result of one column.</summary>
    private protected double Best(ReadOnlySpan<double> state, long count, int width, int column) =>
        count >= window ? state[(window * width) + column] : Mean(state, width, column, oldest: 0, (int)count);

    /// <summary>Where the token of an age lies in a ring of so many.</summary>
    private protected static int Slot(int oldest, int age, int count) => oldest + age < count ? oldest + age : oldest + age - count;
}
