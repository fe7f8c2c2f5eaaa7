using System.Numerics.Tensors;

namespace Escalation.Probes.Pooling;

/// <summary>The arithmetic mean, from a plain sum in doubles: its error is at most <c>n 2^-53</c> times the mean magnitude.</summary>
internal sealed class MeanReducer : TokenReducer
{
    internal override int StateLength(int width) => width;

    internal override void Add(Span<double> state, long earlier, ReadOnlySpan<double> token) => TensorPrimitives.Add(state, token, state);

    internal override void Read(ReadOnlySpan<double> state, long count, Span<double> result) => TensorPrimitives.Divide(state, count, result);
}
