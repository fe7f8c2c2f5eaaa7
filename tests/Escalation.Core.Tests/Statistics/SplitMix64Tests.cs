using Escalation.Statistics;

namespace Escalation.Core.Tests.Statistics;

public sealed class SplitMix64Tests
{
    /// <summary>The seed whose first bits are all zero, which lie below <c>2^64 mod 3</c>: they would make the remainder 0 too likely and are drawn again.</summary>
    [Fact]
    public void Bits_below_the_surplus_are_drawn_again()
    {
        ulong seed = unchecked(0UL - 0x9E3779B97F4A7C15UL);
        Assert.Equal(0UL, new SplitMix64(seed).NextBits());
        foreach (int bound in new[] { 3, 5, 7, 10, 1_000_003 })
        {
            var bits = new SplitMix64(seed);
            _ = bits.NextBits();
            var random = new SplitMix64(seed);
            Assert.Equal((int)(bits.NextBits() % (ulong)bound), random.NextBelow(bound));
            Assert.Equal(bits.NextBits(), random.NextBits());
        }
    }

    /// <summary>Seeds whose first bits are <c>2^64 mod bound</c>, the least that are kept, and one less, the most that are drawn again.</summary>
    [Theory]
    [InlineData(7, 2UL, 0x8EA405CD52DD0FA0UL, 0xF8364607E9C949BDUL)]
    [InlineData(10, 6UL, 0x9CD9F015DB4E58B7UL, 0x83C953D1D0EE9FB1UL)]
    [InlineData(1_000_003, 350_687UL, 0x02868CB9C381E03FUL, 0xE825A4BEBC7A31EDUL)]
    public void Bits_from_the_surplus_on_are_kept(int bound, ulong surplus, ulong seed, ulong seedBelow)
    {
        Assert.Equal(surplus, new SplitMix64(seed).NextBits());
        Assert.Equal((int)surplus, new SplitMix64(seed).NextBelow(bound));

        var below = new SplitMix64(seedBelow);
        Assert.Equal(surplus - 1, below.NextBits());
        Assert.Equal((int)(below.NextBits() % (ulong)bound), new SplitMix64(seedBelow).NextBelow(bound));
    }

    [Fact]
    public void Uniforms_of_seed_one_are_the_golden_ones()
    {
        var random = new SplitMix64(1);
        double[] expected = [.. GoldenCalibration.Section("generator_check").GetProperty("uniforms").EnumerateArray().Select(number => number.GetDouble())];

        Assert.Equal(4, expected.Length);
        Assert.All(expected, number => Assert.Equal(number, random.NextUniform()));
    }

    [Fact]
    public void Bits_of_seed_zero_are_the_published_ones()
    {
        var random = new SplitMix64(0);

        Assert.Equal(0xE220A8397B1DCDAFUL, random.NextBits());
        Assert.Equal(0x6E789E6AA1B965F4UL, random.NextBits());
        Assert.Equal(0x06C45D188009454FUL, random.NextBits());
    }

    [Fact]
    public void Small_bounds_are_hit_evenly()
    {
        var random = new SplitMix64(7);
        var counts = new int[6];
        for (int i = 0; i < 60_000; i++)
        {
            counts[random.NextBelow(6)]++;
        }

        // Chi-square with 5 degrees of freedom exceeds 30 with probability 1.5e-5; the seed is fixed.
        double chiSquare = counts.Sum(count => Math.Pow(count - 10_000, 2) / 10_000);
        Assert.InRange(chiSquare, 0.0, 30.0);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-3)]
    public void A_bound_below_one_is_refused(int bound) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new SplitMix64(1).NextBelow(bound));

    [Fact]
    public void A_bound_of_one_gives_zero() => Assert.Equal(0, new SplitMix64(3).NextBelow(1));
}
