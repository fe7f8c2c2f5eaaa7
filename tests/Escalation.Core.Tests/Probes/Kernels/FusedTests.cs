using System.Runtime.Intrinsics;
using Escalation.Probes.Kernels;

namespace Escalation.Core.Tests.Probes.Kernels;

public class FusedTests
{
    private static readonly float[] Special =
    [
        0f, -0f, 1f, -1f, float.Epsilon, -float.Epsilon, 1.17549435e-38f, 1.17549421e-38f, float.MaxValue, float.MinValue,
        float.PositiveInfinity, float.NegativeInfinity, float.NaN, 1.00000012f, 0.99999994f, 3.4e19f, -2.9e-23f,
    ];

    [Fact]
    public void The_emulation_rounds_once_like_the_hardware()
    {
        var random = new Random(11);
        for (int i = 0; i < 300_000; i++)
        {
            float a = Draw(random);
            float b = Draw(random);
            float c = random.Next(2) == 0 ? Draw(random) : MathF.BitIncrement(-(a * b));
            Check(a, b, c);
        }
    }

    [Fact]
    public void Every_triple_of_special_values_agrees()
    {
        foreach (float a in Special)
        {
            foreach (float b in Special)
            {
                foreach (float c in Special)
                {
                    Check(a, b, c);
                }
            }
        }
    }

    private static void Check(float a, float b, float c)
    {
        float expected = MathF.FusedMultiplyAdd(a, b, c);
        float scalar = Fused.Emulate(a, b, c);
        float vector = Fused.Emulate(Vector128.Create(7f, a, 1f, a), Vector128.Create(3f, b, 1f, b), Vector128.Create(1f, c, 0f, c))[3];
        Assert.True(Same(expected, scalar) && Same(expected, vector), FormattableString.Invariant($"fma({a:R}, {b:R}, {c:R}) is {expected:R}, not {scalar:R} or {vector:R}"));
    }

    private static bool Same(float a, float b) => float.IsNaN(a) ? float.IsNaN(b) : BitConverter.SingleToInt32Bits(a) == BitConverter.SingleToInt32Bits(b);

    private static float Draw(Random random) => random.Next(8) == 0
        ? Special[random.Next(Special.Length)]
        : MathF.ScaleB((float)(random.NextDouble() - 0.5), random.Next(3) == 0 ? random.Next(-148, 127) : random.Next(-4, 4));
}
