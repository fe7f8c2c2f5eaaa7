using System.Globalization;
using System.Text.Json;
using Escalation.Probes.Files;

namespace Escalation.Core.Tests.Probes.Files;

public class NarrowFloatTests
{
    [Theory]
    [Trait("Row", "22")]
    [InlineData("bf16", TensorType.BFloat16, 11)]
    [InlineData("f16", TensorType.Float16, 11)]
    [InlineData("f8_e4m3", TensorType.Float8E4M3, 8)]
    [InlineData("f8_e5m2", TensorType.Float8E5M2, 8)]
    public void Golden_bit_patterns_decode_exactly(string section, TensorType type, int cases)
    {
        JsonProperty[] golden = [.. GoldenTensors.Section("dtype_decode").GetProperty(section).EnumerateObject()];
        Assert.Equal(cases, golden.Length);
        foreach (JsonProperty pattern in golden)
        {
            ushort bits = ushort.Parse(pattern.Name.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
            byte[] bytes = type is TensorType.BFloat16 or TensorType.Float16 ? [(byte)bits, (byte)(bits >> 8)] : [(byte)bits];
            double expected = pattern.Value.ValueKind == JsonValueKind.Number ? pattern.Value.GetDouble() : double.Parse(pattern.Value.GetString()!, CultureInfo.InvariantCulture);

            Tensor tensor = Tensor.FromBytes("t", type, bytes, 1);

            Assert.True(Same(expected, tensor.ToDoubles()[0]), $"{section} {pattern.Name}");
            Assert.True(Same(expected, tensor.ToSingles()[0]), $"{section} {pattern.Name}");
        }
    }

    [Fact]
    public void Rounding_to_bfloat16_takes_the_nearest_and_at_a_tie_the_even_one()
    {
        JsonProperty[] golden = [.. GoldenTensors.Section("dtype_decode").GetProperty("f32_to_bf16_round_nearest_even").EnumerateObject()];
        Assert.Equal(4, golden.Length);
        foreach (JsonProperty value in golden)
        {
            ushort expected = ushort.Parse(value.Value.GetString().AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
            Assert.Equal(expected, NarrowFloat.ToBFloat16(float.Parse(value.Name, CultureInfo.InvariantCulture)));
        }
    }

    [Fact]
    public void Each_bfloat16_number_survives_the_way_there_and_back_and_NaN_stays_NaN()
    {
        for (int bits = 0; bits <= ushort.MaxValue; bits++)
        {
            float wide = NarrowFloat.FromBFloat16((ushort)bits);
            ushort back = NarrowFloat.ToBFloat16(wide);
            Assert.True(float.IsNaN(wide) ? float.IsNaN(NarrowFloat.FromBFloat16(back)) : back == bits, $"0x{bits:X4}");
        }

        Assert.Equal(float.PositiveInfinity, NarrowFloat.FromBFloat16(NarrowFloat.ToBFloat16(float.MaxValue)));
        Assert.True(float.IsNaN(NarrowFloat.FromBFloat16(NarrowFloat.ToBFloat16(BitConverter.UInt32BitsToSingle(0x7F800001)))));
    }

    [Fact]
    public void All_8_bit_floats_follow_their_definition()
    {
        for (int bits = 0; bits < 256; bits++)
        {
            int sign = (bits & 0x80) == 0 ? 1 : -1;
            int exponent = (bits >> 3) & 15;
            double expected = (bits & 0x7F) == 0x7F ? double.NaN : sign * Math.ScaleB(exponent == 0 ? bits & 7 : 8 + (bits & 7), Math.Max(exponent, 1) - 10);
            Assert.True(Same(expected, NarrowFloat.FromFloat8E4M3((byte)bits)), $"E4M3 0x{bits:X2}");
            exponent = (bits >> 2) & 31;
            expected = exponent == 31
                ? (bits & 3) == 0 ? sign * double.PositiveInfinity : double.NaN
                : sign * Math.ScaleB(exponent == 0 ? bits & 3 : 4 + (bits & 3), Math.Max(exponent, 1) - 17);
            Assert.True(Same(expected, NarrowFloat.FromFloat8E5M2((byte)bits)), $"E5M2 0x{bits:X2}");
        }
    }

    private static bool Same(double expected, double actual) =>
        double.IsNaN(expected) ? double.IsNaN(actual) : BitConverter.DoubleToInt64Bits(expected) == BitConverter.DoubleToInt64Bits(actual);
}
