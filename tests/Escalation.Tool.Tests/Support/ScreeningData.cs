using System.Globalization;
using Escalation.Tests.Shared;

namespace Escalation.Tool.Tests.Support;

/// <summary>Activations with two probes, and their scores computed in doubles without the library.</summary>
internal sealed class ScreeningData
{
    internal const int Rows = 300;
    internal const int Length = 24;

    private readonly float[] _direction = Draw(Length, 1);
    private readonly float[] _mean = Draw(Length, 2);
    private readonly float[] _scale = [.. Draw(Length, 3).Select(value => Math.Abs(value) + 0.5f)];
    private readonly float[] _second = Draw(Length, 4);

    internal float[] Activations { get; } = [.. Draw(Rows * Length, 5).Select(value => (float)(Half)value)];

    internal string Write(TemporaryFolder folder) => folder.Write("a.npy", TensorBytes.Npy(Activations, Length));

    /// <summary>Standardised, with a calibration and a fingerprint.</summary>
    internal string WriteSafety(TemporaryFolder folder) => folder.Write("safety.safetensors", TensorBytes.SafeTensors(
        """{"model":"m@1","layer":"11","pooling":"mean"}""",
        TensorBytes.F32("direction", _direction),
        TensorBytes.F32("bias", 0.25f),
        TensorBytes.F32("mean", _mean),
        TensorBytes.F32("scale", _scale),
        TensorBytes.F32("platt", 1.5f, -0.25f)));

    /// <summary>Bare weights and a calibration, without a word about whose activations it is for.</summary>
    internal string WriteValue(TemporaryFolder folder) => folder.Write("value.npz", TensorBytes.Npz(("direction", _second), ("platt_a", [2f]), ("platt_b", [0.5f])));

    internal double Safety(int row)
    {
        double score = 0.25;
        for (int i = 0; i < Length; i++)
        {
            score += _direction[i] * ((double)Activations[(row * Length) + i] - _mean[i]) / _scale[i];
        }

        return score;
    }

    internal double Value(int row)
    {
        double score = 0.0;
        for (int i = 0; i < Length; i++)
        {
            score += (double)_second[i] * Activations[(row * Length) + i];
        }

        return score;
    }

    /// <summary>Asserts a header and, line for line, the row and two numbers.</summary>
    internal static void AssertScores(string csv, string header, Func<int, double> first, Func<int, double> second)
    {
        string[] lines = csv.Split('\n');
        Assert.Equal(header, lines[0]);
        Assert.Equal(Rows + 2, lines.Length);
        Assert.Empty(lines[^1]);
        for (int row = 0; row < Rows; row++)
        {
            string[] fields = lines[row + 1].Split(',');
            Assert.Equal(row.ToString(CultureInfo.InvariantCulture), fields[0]);
            Assert.Equal(first(row), double.Parse(fields[1], CultureInfo.InvariantCulture), 2e-5);
            Assert.Equal(second(row), double.Parse(fields[2], CultureInfo.InvariantCulture), 2e-5);
        }
    }

    internal static float[] Draw(int count, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => (float)((random.NextDouble() * 2.0) - 1.0))];
    }
}
