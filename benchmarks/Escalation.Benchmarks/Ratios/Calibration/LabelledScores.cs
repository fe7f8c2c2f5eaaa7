using Escalation.Statistics;

namespace Escalation.Benchmarks.Ratios.Calibration;

/// <summary>Seeded scores in [0, 1) with errors that grow rare as scores grow.</summary>
internal sealed class LabelledScores
{
    private const ulong Seed = 20260101;

    public LabelledScores(int count, Func<double, double>? transform = null)
    {
        var random = new SplitMix64(Seed);
        Doubles = new double[count];
        Singles = new float[count];
        Errors = new byte[count];
        Losses = new double[count];
        for (int i = 0; i < count; i++)
        {
            double score = random.NextUniform();
            Doubles[i] = transform is null ? score : transform(score);
            Singles[i] = (float)Doubles[i];
            Errors[i] = random.NextUniform() < 0.4 * (1.0 - score) ? (byte)1 : (byte)0;
            Losses[i] = Errors[i];
        }
    }

    public double[] Doubles { get; }

    public float[] Singles { get; }

    /// <summary>0 or 1.</summary>
    public byte[] Errors { get; }

    /// <summary>The same as numbers.</summary>
    public double[] Losses { get; }
}
