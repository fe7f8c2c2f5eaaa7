using System.Globalization;
using Escalation.Tool.Input;
using FsCheck;
using FsCheck.Fluent;

namespace Escalation.Tool.Tests.Input;

public class InvariantNumberTests
{
    [Theory]
    [InlineData("0", 0.0)]
    [InlineData("-0.5", -0.5)]
    [InlineData("+1", 1.0)]
    [InlineData(".5", 0.5)]
    [InlineData("1e-3", 0.001)]
    [InlineData("2.5E+2", 250.0)]
    [InlineData("1e-400", 0.0)]
    public void Decimal_numbers_are_read(string text, double expected)
    {
        Assert.True(InvariantNumber.TryParse(text, out double value));
        Assert.Equal(expected, value);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" 1")]
    [InlineData("1 ")]
    [InlineData("1,5")]
    [InlineData("1_000")]
    [InlineData("1,000.0")]
    [InlineData("0x10")]
    [InlineData("NaN")]
    [InlineData("nan")]
    [InlineData("inf")]
    [InlineData("-inf")]
    [InlineData("Infinity")]
    [InlineData("∞")]
    [InlineData("1e400")]
    [InlineData("-1e400")]
    [InlineData("1\0")]
    [InlineData("٠")]
    [InlineData("--1")]
    [InlineData("1e")]
    [InlineData(".")]
    [InlineData("-")]
    [InlineData("e5")]
    [InlineData("50%")]
    [InlineData("true")]
    [InlineData("(1)")]
    public void Anything_else_is_refused(string text) => Assert.False(InvariantNumber.TryParse(text, out _));

    [Fact]
    public void Every_finite_number_survives_its_shortest_form()
    {
        Prop.ForAll(ArbMap.Default.ArbFor<NormalFloat>(), number =>
            InvariantNumber.TryParse(number.Get.ToString("R", CultureInfo.InvariantCulture), out double value)
            && BitConverter.DoubleToInt64Bits(value) == BitConverter.DoubleToInt64Bits(number.Get)).QuickCheckThrowOnFailure();
    }

    [Theory]
    [InlineData("0", 0)]
    [InlineData("1000", 1000)]
    public void Counts_are_plain_digits(string text, int expected)
    {
        Assert.True(InvariantNumber.TryParseCount(text, out int count));
        Assert.Equal(expected, count);
    }

    [Theory]
    [InlineData("")]
    [InlineData("-1")]
    [InlineData("+1")]
    [InlineData("1.0")]
    [InlineData("1e3")]
    [InlineData(" 1")]
    [InlineData("٣")]
    [InlineData("99999999999")]
    public void Other_counts_are_refused(string text) => Assert.False(InvariantNumber.TryParseCount(text, out _));
}
