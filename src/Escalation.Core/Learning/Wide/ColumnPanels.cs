using System.Runtime.CompilerServices;

namespace Escalation.Learning.Wide;

/// <summary>The columns of a matrix.</summary>
internal readonly struct ColumnPanels(WideMatrix matrix) : IPanelSource
{
    public int Count => matrix.Columns;

    public int Depth => matrix.Rows;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Pack(int first, int width, int start, int count, Span<float> panel)
    {
        int present = Math.Clamp(matrix.Columns - first, 0, width);
        for (int k = 0; k < count; k++)
        {
            Span<float> target = panel.Slice(k * width, width);
            if (present > 0)
            {
                matrix.Values.AsSpan(((start + k) * matrix.Stride) + first, present).CopyTo(target);
            }

            target[present..].Clear();
        }
    }
}
