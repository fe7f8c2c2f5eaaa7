using Escalation.Learning.Wide;
using Escalation.Statistics;

namespace Escalation.Core.Tests.Learning.Wide;

/// <summary>Correlated features with labels and values that depend on them, by seed.</summary>
internal sealed class WideSample
{
    private WideSample(int rows, int columns)
    {
        Rows = rows;
        Columns = columns;
        Features = new float[rows * columns];
        Labels = new bool[rows];
        Values = new double[rows];
    }

    internal int Rows { get; }

    internal int Columns { get; }

    internal float[] Features { get; }

    internal bool[] Labels { get; }

    internal double[] Values { get; }

    internal double[] Targets => [.. Labels.Select(static label => label ? 1.0 : 0.0)];

    internal WideMatrix Matrix => WideMatrix.FromRows(Features, Rows, Columns);

    internal static WideSample Of(int rows, int columns, ulong seed)
    {
        var sample = new WideSample(rows, columns);
        var random = new SplitMix64(seed);
        for (int i = 0; i < rows; i++)
        {
            double common = random.NextUniform() - 0.5;
            for (int j = 0; j < columns; j++)
            {
                sample.Features[(i * columns) + j] = (float)((common * (1 + (j % 3))) + random.NextUniform() - 0.5);
            }

            double z = 4.0 * (sample.Features[i * columns] + common);
            sample.Labels[i] = random.NextUniform() < 1.0 / (1.0 + Math.Exp(-z));
            sample.Values[i] = z + random.NextUniform();
        }

        return sample;
    }

    internal float[] Row(int row) => Features[(row * Columns)..((row + 1) * Columns)];
}
