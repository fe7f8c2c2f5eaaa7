using System.Buffers;
using System.Text;
using System.Text.Json;
using Escalation.Journal;
using FsCheck;
using FsCheck.Fluent;

namespace Escalation.Core.Tests.Journal;

public class JsonNumberTests
{
    [Fact]
    [Trait("Row", "81")]
    public void Every_number_comes_back_bit_for_bit()
    {
        Gen<double> gen = Gen.OneOf(
            ArbMap.Default.GeneratorFor<double>(),
            Gen.Elements(double.NaN, double.PositiveInfinity, double.NegativeInfinity, double.MaxValue, double.Epsilon, -0.0, 0.1));

        Prop.ForAll(gen.ToArbitrary(), value =>
        {
            using JsonDocument document = JsonDocument.Parse(Write(value));
            double read = JsonNumber.Read(document.RootElement.GetProperty("x"), "x");
            return double.IsNaN(value) ? double.IsNaN(read) : BitConverter.DoubleToInt64Bits(read) == BitConverter.DoubleToInt64Bits(value);
        }).QuickCheckThrowOnFailure();
    }

    [Theory]
    [InlineData("1e400")]
    [InlineData("-1e400")]
    [InlineData("\"nan\"")]
    [InlineData("\"0.5\"")]
    [InlineData("\"\"")]
    [InlineData("null")]
    [InlineData("true")]
    [InlineData("[]")]
    public void Anything_else_is_refused(string json)
    {
        using JsonDocument document = JsonDocument.Parse(json);

        Assert.Throws<FormatException>(() => JsonNumber.Read(document.RootElement, "score"));
    }

    private static string Write(double value)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            JsonNumber.Write(writer, "x", value);
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
