namespace Escalation.Probes;

/// <summary>What the header of a <c>.npy</c> file says.</summary>
internal sealed record NpyHeader(NpyType Type, bool FortranOrder, long[] Shape)
{
    internal const int MaximumDimensions = 64;

    /// <summary>The number of elements; 1 for the empty shape.</summary>
    internal int CountElements(string fileName)
    {
        long count = 1;
        bool empty = false;
        foreach (long length in Shape)
        {
            // A zero anywhere makes the array empty; it must not hide a product of the others that overflows.
            empty |= length == 0;
            long factor = Math.Max(length, 1);
            if (count > Array.MaxLength / Type.Size / factor)
            {
                throw new TensorFileException(fileName, TensorFileRule.Overflow, $"the shape ({string.Join(", ", Shape)}) has more elements than one array can hold.");
            }

            count *= factor;
        }

        return empty ? 0 : (int)count;
    }
}
