namespace Escalation.Probes.Pooling;

/// <summary>The largest arithmetic mean of a window, element by element.</summary>
internal sealed class RollingMeanMaxReducer(int window) : RollingReducer(window)
{
    internal override void Read(ReadOnlySpan<double> state, long count, Span<double> result)
    {
        for (int i = 0; i < result.Length; i++)
        {
            result[i] = Best(state, count, result.Length, i);
        }
    }

    private protected override int Columns(int width) => width;

    private protected override double Mean(ReadOnlySpan<double> ring, int width, int column, int oldest, int count)
    {
        double sum = 0.0;
        for (int age = 0; age < count; age++)
        {
            sum += ring[(Slot(oldest, age, count) * width) + column];
        }

        return sum / count;
    }
}
