namespace Escalation.Probes.Files;

/// <summary>Arithmetic on shapes that cannot wrap around.</summary>
internal static class TensorShape
{
    /// <summary>More dimensions than numpy has.</summary>
    internal const int MaximumDimensions = 64;

    /// <summary>Counts elements. A zero anywhere makes the tensor empty; it does not hide a product of the others that exceeds the limit.</summary>
    /// <param name="shape">The lengths, each at least 0.</param>
    /// <param name="limit">The most elements.</param>
    /// <param name="count">The number of elements, 1 for the empty shape.</param>
    /// <returns>False when there are more than the limit.</returns>
    internal static bool TryCount(ReadOnlySpan<long> shape, long limit, out long count)
    {
        count = 1;
        bool empty = false;
        foreach (long length in shape)
        {
            empty |= length == 0;
            long factor = Math.Max(length, 1);
            if (count > limit / factor)
            {
                count = 0;
                return false;
            }

            count *= factor;
        }

        count = empty ? 0 : count;
        return true;
    }

    internal static string Describe(ReadOnlySpan<long> shape) => $"({string.Join(", ", shape.ToArray())})";
}
