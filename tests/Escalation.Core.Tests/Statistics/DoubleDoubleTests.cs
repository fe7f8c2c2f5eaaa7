using System.Numerics;
using Escalation.Statistics;

namespace Escalation.Core.Tests.Statistics;

public class DoubleDoubleTests
{
    [Fact]
    public void Logarithms_of_whole_numbers_add_up_over_their_factors()
    {
        for (int a = 1; a <= 200; a++)
        {
            foreach (int b in (int[])[2, 3, 7, 45, 91, 64, 1000, 999_983])
            {
                DoubleDouble joined = DoubleDoubleLogarithm.Of((double)a) + DoubleDoubleLogarithm.Of((double)b);
                DoubleDouble difference = joined - DoubleDoubleLogarithm.Of((double)a * b);
                Assert.InRange(Math.Abs(difference.High), 0, 3 * DoubleDoubleLogarithm.RelativeError * joined.High);
            }
        }
    }

    [Fact]
    public void The_logarithm_of_two_is_met_by_a_series_in_whole_numbers()
    {
        // ln 2 = sum 1 / (i 2^i), scaled by 2^200.
        BigInteger one = BigInteger.One << 200;
        BigInteger sum = 0;
        for (int i = 1; i <= 200; i++)
        {
            sum += (one >> i) / i;
        }

        DoubleDouble log = DoubleDoubleLogarithm.Of(2.0);
        BigInteger computed = Scaled(log.High) + Scaled(log.Low);
        Assert.True(BigInteger.Abs(computed - sum) < one >> 100);

        static BigInteger Scaled(double x) => (BigInteger)Math.ScaleB(x, 170) << 30;
    }

    /// <summary>Numbers far from the tabled ones, where most terms of the series count, against <c>2 atanh((x - 1)/(x + 1))</c> in whole numbers.</summary>
    [Fact]
    public void Logarithms_between_the_tabled_ones_are_as_precise_as_promised()
    {
        BigInteger one = BigInteger.One << 200;
        for (int j = 45; j <= 91; j++)
        {
            foreach (int offset in (int[])[-31, -16, 16, 31])
            {
                int p = (64 * j) + offset;
                BigInteger power = one * (p - 4096) / (p + 4096);
                BigInteger square = power * power / one;
                BigInteger expected = 0;
                for (int i = 1; !power.IsZero; i += 2)
                {
                    expected += 2 * power / i;
                    power = power * square / one;
                }

                DoubleDouble log = DoubleDoubleLogarithm.Of(p / 4096.0);
                BigInteger computed = (BigInteger)Math.ScaleB(log.High, 200) + (BigInteger)Math.ScaleB(log.Low, 200);
                Assert.InRange((double)BigInteger.Abs(computed - expected) / (double)BigInteger.Abs(expected), 0, DoubleDoubleLogarithm.RelativeError);
            }
        }
    }

    [Fact]
    public void The_exponential_undoes_the_logarithm()
    {
        foreach (double x in (double[])[1e-300, 1e-20, .001, .37, .999999, 1, 1.0000000001, 2.5, 64, 12345.678, 1e20, 1e100])
        {
            DoubleDouble log = DoubleDoubleLogarithm.Of(x);
            DoubleDouble back = DoubleDoubleExponential.Of(log, out long exponent);
            DoubleDouble quotient = new DoubleDouble(Math.ScaleB(back.High, (int)exponent), Math.ScaleB(back.Low, (int)exponent)) / x;
            Assert.InRange(Math.Abs((quotient - DoubleDouble.One).High), 0, 1e-28 * (1 + Math.Abs(log.High)));
        }
    }

    [Fact]
    public void The_exponential_turns_sums_into_products()
    {
        for (int i = -300; i <= 300; i++)
        {
            DoubleDouble x = DoubleDouble.TwoSum(i / 97.0, 1e-18 * i);
            DoubleDouble once = DoubleDoubleExponential.Of(x, out long exponent);
            DoubleDouble twice = DoubleDoubleExponential.Of(x.Scale(2), out long exponentTwice);
            DoubleDouble quotient = (once * once).Scale(Math.ScaleB(1, (int)((2 * exponent) - exponentTwice))) / twice;
            Assert.InRange(Math.Abs((quotient - DoubleDouble.One).High), 0, 4e-28);
        }
    }

    [Fact]
    public void Ratios_next_to_one_keep_a_logarithm_as_precise_as_their_difference()
    {
        var difference = new DoubleDouble(-1e-40, 0);
        DoubleDouble log = DoubleDoubleLogarithm.OfRatio(new DoubleDouble(1, -1e-40), DoubleDouble.One, difference);
        Assert.Equal(-1e-40, log.High);
    }

    [Fact]
    public void Factorials_follow_from_Stirlings_formula_and_its_remainder()
    {
        var halfLogTwoPi = DoubleDoubleLogarithm.Of(new DoubleDouble(6.283185307179586, 2.4492935982947064E-16)).Scale(.5);
        DoubleDouble logFactorial = DoubleDouble.Zero;
        for (int x = 1; x <= 400; x++)
        {
            DoubleDouble log = DoubleDoubleLogarithm.Of((double)x);
            logFactorial += log;
            DoubleDouble stirling = (log * (x + .5)) - (DoubleDouble)(double)x + halfLogTwoPi + StirlingRemainder.Of(x);
            double tolerance = StirlingRemainder.AbsoluteError + (1e-28 * logFactorial.High);
            Assert.InRange(Math.Abs((stirling - logFactorial).High), 0, tolerance);
        }
    }

    [Fact]
    public void Square_roots_and_quotients_are_undone_by_products()
    {
        for (int i = 1; i <= 300; i++)
        {
            DoubleDouble x = new DoubleDouble(i * 1.37, 0) / 3.0;
            DoubleDouble root = DoubleDouble.Sqrt(x);
            Assert.InRange(Math.Abs((((root * root) - x) / x).High), 0, 4e-31);
            Assert.InRange(Math.Abs((((x * 3.0) - (DoubleDouble)(i * 1.37)) / x).High), 0, 1e-30);
        }
    }
}
