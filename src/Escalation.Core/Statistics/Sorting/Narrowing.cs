using System.Numerics.Tensors;

namespace Escalation.Statistics.Sorting;

/// <summary>Takes scores to single precision where nothing is lost by it.</summary>
internal static class Narrowing
{
    private const int BlockLength = 1_024;

    /// <summary>Narrows scores up to the first block that single precision does not hold exactly; says whether there was none.</summary>
    /// <param name="scores">Scores.</param>
    /// <param name="singles">As many.</param>
    internal static bool TryExactly(ReadOnlySpan<double> scores, Span<float> singles)
    {
        Span<double> widened = stackalloc double[BlockLength];
        for (int at = 0; at < scores.Length; at += BlockLength)
        {
            ReadOnlySpan<double> block = scores.Slice(at, Math.Min(BlockLength, scores.Length - at));
            Span<float> narrowed = singles.Slice(at, block.Length);
            TensorPrimitives.ConvertSaturating(block, narrowed);
            TensorPrimitives.ConvertSaturating<float, double>(narrowed, widened);
            if (!block.SequenceEqual(widened[..block.Length]))
            {
                return false;
            }
        }

        return true;
    }
}
