using Escalation.Probes.Pooling;

namespace Escalation.Probes.Sequences;

/// <summary>Sums the largest value of each head.</summary>
internal sealed class MultiMaxReducer : TokenReducer
{
    private readonly MaxReducer _maxima = new();

    internal override int StateLength(int width) => _maxima.StateLength(width);

    internal override void Add(Span<double> state, long earlier, ReadOnlySpan<double> token) => _maxima.Add(state, earlier, token);

    internal override void Read(ReadOnlySpan<double> state, long count, Span<double> result)
    {
        double sum = 0.0;
        foreach (double maximum in state)
        {
            sum += maximum;
        }

        result[0] = sum;
    }
}
