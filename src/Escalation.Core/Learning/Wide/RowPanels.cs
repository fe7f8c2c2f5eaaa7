using System.Runtime.CompilerServices;

namespace Escalation.Learning.Wide;

/// <summary>Some rows of a matrix, or of a part of one, each element times the factor of its column.</summary>
/// <param name="values">The matrix.</param>
/// <param name="stride">The distance from row to row.</param>
/// <param name="rows">Which rows.</param>
/// <param name="offset">The first column.</param>
/// <param name="factors">A factor for each column from <paramref name="offset"/> on.</param>
internal readonly struct RowPanels(float[] values, int stride, int[] rows, int offset, float[] factors) : IPanelSource
{
    public int Count => rows.Length;

    public int Depth => factors.Length;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Pack(int first, int width, int start, int count, Span<float> panel)
    {
        ReadOnlySpan<float> scale = factors.AsSpan(start, count);
        for (int r = 0; r < width; r++)
        {
            if (first + r >= rows.Length)
            {
                for (int k = 0; k < count; k++)
                {
                    panel[(k * width) + r] = 0f;
                }

                continue;
            }

            ReadOnlySpan<float> row = values.AsSpan((rows[first + r] * stride) + offset + start, count);
            for (int k = 0; k < row.Length; k++)
            {
                panel[(k * width) + r] = row[k] * scale[k];
            }
        }
    }
}
