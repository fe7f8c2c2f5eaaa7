using System.Globalization;
using System.Numerics;
using Escalation.Calibration;

namespace Escalation.Core.Tests.Calibration;

/// <summary>The algorithm rests on three facts about powers of two and ten. Each is checked here in exact integers over every exponent that a double can have, so nothing is left to samples.</summary>
public sealed class ShortestDecimalTests
{
    private const int LeastPower = -1074;
    private const int MostPower = 971;

    /// <summary>The largest factor: four times the largest significand plus two.</summary>
    private static readonly BigInteger MostQuarters = (BigInteger.One << 55) + 2;

    [Fact]
    public void The_logarithms_by_multiplication_are_exact_for_every_exponent()
    {
        for (int power = LeastPower; power <= MostPower; power++)
        {
            Assert.Equal(FloorLog10(Ratio(2, power)), ShortestDecimal.FloorLog10(power));
            Assert.Equal(FloorLog10(Ratio(2, power) is var (top, bottom) ? (3 * top, 4 * bottom) : default), ShortestDecimal.FloorLog10OfThreeQuarters(power));
        }

        for (int power = PowersOfTen.LeastExponent; power <= PowersOfTen.MostExponent; power++)
        {
            Assert.Equal(FloorLog2(Ratio(10, power)), ShortestDecimal.FloorLog2OfTen(power));
        }
    }

    [Fact]
    public void Every_power_of_ten_is_rounded_up_by_less_than_one_in_its_last_bit()
    {
        for (int exponent = PowersOfTen.LeastExponent; exponent <= PowersOfTen.MostExponent; exponent++)
        {
            BigInteger significand = PowersOfTen.Significand(exponent);
            Assert.Equal(128, significand.GetBitLength());
            (BigInteger top, BigInteger bottom) = Scaled(exponent);
            Assert.True((significand - 1) * bottom < top && top <= significand * bottom, $"10^{exponent}");
        }
    }

    /// <summary>
    /// What the rounding to odd needs: the product of a factor x, 1 &lt;= x &lt;= 2^55 + 2, with the power of ten, is an integer or at least 2^-66 above one, and never within 2^-68 below one; the error of the rounded power is below 2^-68.
    /// The least distances come from the three-distance theorem, so every factor is covered and not a sample.
    /// </summary>
    [Fact]
    public void No_product_of_a_significand_and_a_power_of_ten_comes_so_close_to_an_integer_that_its_rounding_would_fail()
    {
        for (int power = LeastPower; power <= MostPower; power++)
        {
            CheckDistances(power, ShortestDecimal.FloorLog10(power));
            CheckDistances(power, ShortestDecimal.FloorLog10OfThreeQuarters(power));
        }
    }

    [Fact]
    public void Digits_equal_those_of_exact_arithmetic_on_every_side_of_every_power_of_two()
    {
        for (int biased = 0; biased < 2047; biased++)
        {
            foreach (long offset in (long[])[-2, -1, 0, 1, 2])
            {
                long bits = ((long)biased << 52) + offset;
                double value = BitConverter.Int64BitsToDouble(bits);
                if (bits > 0 && double.IsFinite(value))
                {
                    Assert.Equal(ExactShortest.Of(value), Stripped(value));
                }
            }
        }
    }

    [Fact]
    public void Digits_equal_those_of_exact_arithmetic_on_numbers_of_every_kind()
    {
        var random = new Random(20_261_122);
        for (int i = 0; i < 6_000; i++)
        {
            double value = (i % 4) switch
            {
                0 => BitConverter.Int64BitsToDouble(random.NextInt64(1, 0x7ff0_0000_0000_0000)),
                1 => random.NextDouble(),
                2 => Math.Round(random.NextDouble() * 1000.0, random.Next(1, 12)),
                _ => BitConverter.Int64BitsToDouble(random.NextInt64(1, 1L << random.Next(1, 53))),
            };
            if (value != 0.0)
            {
                Assert.Equal(ExactShortest.Of(value), Stripped(value));
            }
        }
    }

    /// <summary>The double whose product comes closest to an integer of all, 0.37 * 2^-64 above it.</summary>
    [Fact]
    public void The_hardest_double_comes_out_right()
    {
        double value = Math.ScaleB(8_887_055_249_355_788.0, 664);
        Assert.Equal(ExactShortest.Of(value), Stripped(value));
    }

    /// <summary>Where the framework's own "R" fails to read back: below a power of two the next double is only half as far away.</summary>
    [Theory]
    [InlineData(-25, "2.9802322387695312e-8")]
    [InlineData(-958, "4.1045368012983762e-289")]
    public void Powers_of_two_read_back(int power, string expected)
    {
        string text = CanonicalNumber.Format(Math.ScaleB(1.0, power));
        Assert.Equal(expected, text);
        Assert.Equal(Math.ScaleB(1.0, power), double.Parse(text, CultureInfo.InvariantCulture));
    }

    private static (BigInteger Digits, int Exponent) Stripped(double value)
    {
        BigInteger digits = ShortestDecimal.Digits(value, out int exponent);
        while (digits % 10 == 0)
        {
            digits /= 10;
            exponent++;
        }

        return (digits, exponent);
    }

    private static void CheckDistances(int power, int scale)
    {
        // Both sides scaled as the code does: factor * 2^shift * 10^-scale / 2^(exponent of the power of ten).
        int shift = power + ShortestDecimal.FloorLog2OfTen(-scale) + 1;
        Assert.InRange(shift, 1, 4);
        (BigInteger top, BigInteger bottom) = Scaled(-scale);
        top <<= shift;
        bottom <<= 128;
        (BigInteger above, BigInteger below) = LeastDistances(top % bottom, bottom, MostQuarters);
        Assert.True((above << 66) >= bottom, $"2^{power}: above");
        Assert.True((below << 68) > bottom, $"2^{power}: below");
    }

    /// <summary>The least non-zero remainder of <c>a x mod m</c> and the least non-zero distance below a multiple, over 1 &lt;= x &lt;= most: by subtraction in bulk, as in Euclid's algorithm, where each step makes the next best approximation from one side.</summary>
    private static (BigInteger Above, BigInteger Below) LeastDistances(BigInteger a, BigInteger m, BigInteger most)
    {
        if (a.IsZero)
        {
            return (m, m);
        }

        (BigInteger above, BigInteger at) = (a, BigInteger.One);
        (BigInteger below, BigInteger belowAt) = (m - a, BigInteger.One);
        while (at + belowAt <= most && above != below)
        {
            if (above > below)
            {
                BigInteger steps = BigInteger.Min((above - 1) / below, (most - at) / belowAt);
                (above, at) = (above - (steps * below), at + (steps * belowAt));
            }
            else
            {
                BigInteger steps = BigInteger.Min((below - 1) / above, (most - belowAt) / at);
                (below, belowAt) = (below - (steps * above), belowAt + (steps * at));
            }
        }

        return (above, below);
    }

    /// <summary><c>10^exponent</c> as a ratio scaled to lie in [2^127, 2^128].</summary>
    private static (BigInteger Top, BigInteger Bottom) Scaled(int exponent)
    {
        (BigInteger top, BigInteger bottom) = Ratio(10, exponent);
        int shift = 127 - FloorLog2((top, bottom));
        return shift >= 0 ? (top << shift, bottom) : (top, bottom << -shift);
    }

    private static (BigInteger Top, BigInteger Bottom) Ratio(int number, int power) =>
        power >= 0 ? (BigInteger.Pow(number, power), BigInteger.One) : (BigInteger.One, BigInteger.Pow(number, -power));

    private static int FloorLog2((BigInteger Top, BigInteger Bottom) ratio)
    {
        int guess = (int)(ratio.Top.GetBitLength() - ratio.Bottom.GetBitLength());
        return Less(ratio, Ratio(2, guess)) ? guess - 1 : guess;
    }

    private static int FloorLog10((BigInteger Top, BigInteger Bottom) ratio)
    {
        int guess = (int)Math.Floor(FloorLog2(ratio) * Math.Log10(2.0)) - 1;
        while (!Less(ratio, Ratio(10, guess + 1)))
        {
            guess++;
        }

        return guess;
    }

    private static bool Less((BigInteger Top, BigInteger Bottom) left, (BigInteger Top, BigInteger Bottom) right) =>
        left.Top * right.Bottom < right.Top * left.Bottom;
}
