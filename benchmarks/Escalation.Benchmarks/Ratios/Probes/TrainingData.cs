using Escalation.Learning.Wide;
using Escalation.Statistics;

namespace Escalation.Benchmarks.Ratios.Probes;

/// <summary>Standardised features with labels that depend on them, by seed: independent columns, or columns that share factors of falling size, as the activations of a network do.</summary>
internal sealed class TrainingData
{
    private const int Factors = 64;

    private TrainingData(int rows, int columns, float[] features, double[] labels)
    {
        Rows = rows;
        Columns = columns;
        Features = features;
        Labels = labels;
        Matrix = WideMatrix.FromRows(features, rows, columns);
    }

    internal int Rows { get; }

    internal int Columns { get; }

    /// <summary>Row-major.</summary>
    internal float[] Features { get; }

    /// <summary>0 or 1.</summary>
    internal double[] Labels { get; }

    internal WideMatrix Matrix { get; }

    internal static TrainingData Create(int rows, int columns, bool correlated, ulong seed)
    {
        var random = new SplitMix64(seed);
        var mixing = new float[Factors * columns];
        for (int i = 0; i < mixing.Length; i++)
        {
            mixing[i] = correlated ? Normal(random) * 3f / (1 + (i / columns)) : 0f;
        }

        var direction = new float[columns];
        for (int j = 0; j < columns; j++)
        {
            direction[j] = Normal(random) * 2f / MathF.Sqrt(columns);
        }

        var features = new float[rows * columns];
        var labels = new double[rows];
        for (int i = 0; i < rows; i++)
        {
            Span<float> row = features.AsSpan(i * columns, columns);
            for (int j = 0; j < columns; j++)
            {
                row[j] = Normal(random);
            }

            for (int k = 0; correlated && k < Factors; k++)
            {
                float factor = Normal(random);
                System.Numerics.Tensors.TensorPrimitives.MultiplyAdd(mixing.AsSpan(k * columns, columns), factor, row, row);
            }

            double z = System.Numerics.Tensors.TensorPrimitives.Dot<float>(row, direction);
            labels[i] = random.NextUniform() < 1.0 / (1.0 + Math.Exp(-z)) ? 1.0 : 0.0;
        }

        return new TrainingData(rows, columns, Standardised(features, columns), labels);
    }

    private static float[] Standardised(float[] features, int columns)
    {
        WideMatrix matrix = WideMatrix.FromRows(features, features.Length / columns, columns);
        for (int i = 0; i < matrix.Rows; i++)
        {
            matrix.Values.AsSpan(i * matrix.Stride, columns).CopyTo(features.AsSpan(i * columns));
        }

        return features;
    }

    /// <summary>The sum of four uniform numbers, scaled to variance 1: near enough to normal.</summary>
    private static float Normal(SplitMix64 random)
    {
        ulong bits = random.NextBits();
        double sum = (bits & 0xFFFF) + ((bits >> 16) & 0xFFFF) + ((bits >> 32) & 0xFFFF) + (bits >> 48);
        return (float)(((sum / 65536.0) - 2.0) * 1.7320508075688772);
    }
}
