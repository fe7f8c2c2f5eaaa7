using System.Numerics.Tensors;

namespace Escalation.Probes.Pooling;

/// <summary>The largest value; NaN when one is NaN.</summary>
internal sealed class MaxReducer : TokenReducer
{
    internal override int StateLength(int width) => width;

    internal override void Add(Span<double> state, long earlier, ReadOnlySpan<double> token)
    {
        if (earlier == 0)
        {
            token.CopyTo(state);
        }
        else
        {
            TensorPrimitives.Max(state, token, state);
        }
    }

    internal override void Read(ReadOnlySpan<double> state, long count, Span<double> result) => state.CopyTo(result);
}
