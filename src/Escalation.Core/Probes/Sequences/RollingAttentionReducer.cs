using Escalation.Probes.Pooling;

namespace Escalation.Probes.Sequences;

/// <summary>Sums the largest softmax-weighted window mean of each head. A token is the heads' scores before scaling, then their values.</summary>
internal sealed class RollingAttentionReducer(int window, int heads, double divisor) : RollingReducer(window)
{
    internal override void Read(ReadOnlySpan<double> state, long count, Span<double> result)
    {
        double sum = 0.0;
        for (int h = 0; h < heads; h++)
        {
            sum += Best(state, count, 2 * heads, h);
        }

        result[0] = sum;
    }

    private protected override int Columns(int width) => heads;

    private protected override double Mean(ReadOnlySpan<double> ring, int width, int column, int oldest, int count)
    {
        double maximum = double.NegativeInfinity;
        for (int slot = 0; slot < count; slot++)
        {
            maximum = Math.Max(maximum, ring[(slot * width) + column]);
        }

        double sum = 0.0, values = 0.0;
        for (int age = 0; age < count; age++)
        {
            ReadOnlySpan<double> token = ring.Slice(Slot(oldest, age, count) * width, width);
            double weight = Math.Exp((token[column] - maximum) / divisor);
            sum += weight;
            values += weight * token[heads + column];
        }

        return values / sum;
    }
}
