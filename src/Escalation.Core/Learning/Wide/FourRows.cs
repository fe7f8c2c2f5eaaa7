using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Escalation.Learning.Wide;

/// <summary>Four rows of a matrix that are read side by side.</summary>
internal readonly ref struct FourRows
{
    private FourRows(ref float first, ref float second, ref float third, ref float fourth)
    {
        First = ref first;
        Second = ref second;
        Third = ref third;
        Fourth = ref fourth;
    }

    internal readonly ref float First;
    internal readonly ref float Second;
    internal readonly ref float Third;
    internal readonly ref float Fourth;

    /// <summary>The rows listed from a position on; where the list ends, its last row stands in, to be given the factor 0.</summary>
    internal static FourRows At(float[] values, int stride, ReadOnlySpan<int> rows, int position)
    {
        int last = rows.Length - 1;
        ref float start = ref MemoryMarshal.GetArrayDataReference(values);
        return new FourRows(
            ref Unsafe.Add(ref start, (nint)rows[position] * stride),
            ref Unsafe.Add(ref start, (nint)rows[Math.Min(position + 1, last)] * stride),
            ref Unsafe.Add(ref start, (nint)rows[Math.Min(position + 2, last)] * stride),
            ref Unsafe.Add(ref start, (nint)rows[Math.Min(position + 3, last)] * stride));
    }

    /// <summary>Rows that follow each other; where they end, the last row stands in, to be given the factor 0.</summary>
    internal static FourRows From(float[] values, int stride, int count, int position)
    {
        int last = count - 1;
        ref float start = ref MemoryMarshal.GetArrayDataReference(values);
        return new FourRows(
            ref Unsafe.Add(ref start, (nint)position * stride),
            ref Unsafe.Add(ref start, (nint)Math.Min(position + 1, last) * stride),
            ref Unsafe.Add(ref start, (nint)Math.Min(position + 2, last) * stride),
            ref Unsafe.Add(ref start, (nint)Math.Min(position + 3, last) * stride));
    }
}
