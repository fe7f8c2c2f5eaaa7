using System.Text;
using System.Text.Json;
using Escalation.Calibration;

namespace Escalation.Core.Tests.Calibration;

public sealed class CanonicalJsonTests
{
    [Fact]
    public void The_example_of_the_standard_comes_out()
    {
        const string Input = """
            {
              "numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],
              "string": "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/",
              "literals": [null, true, false]
            }
            """;
        const string Expected = """{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\u000f\nA'B\"\\\\\"/"}""";
        Assert.Equal(Expected, Canonical(Input));
    }

    [Fact]
    public void Keys_are_ordered_by_their_utf16_code_units()
    {
        // RFC 8785, section 3.2.3.
        const string Input = """{"\u20ac":"Euro Sign","\r":"Carriage Return","\ufb33":"Hebrew Letter Dalet With Dagesh","1":"One","\ud83d\ude00":"Emoji: Grinning Face","\u0080":"Control","\u00f6":"Latin Small Letter O With Diaeresis"}""";
        string[] expected = ["\r", "1", "\u0080", "\u00f6", "\u20ac", "\ud83d\ude00", "\ufb33"];
        using var canonical = JsonDocument.Parse(Canonical(Input));
        Assert.Equal(expected, canonical.RootElement.EnumerateObject().Select(property => property.Name));
    }

    [Fact]
    public void White_space_and_order_of_the_input_leave_no_trace() =>
        Assert.Equal(Canonical("""{"b":1,"a":{"d":[],"c":{}}}"""), Canonical("{ \"a\" : { \"c\":{ }, \"d\" : [ ] } ,\n \"b\": 1.0 }"));

    [Fact]
    public void A_key_of_the_root_can_be_left_out_and_only_there()
    {
        using var document = JsonDocument.Parse("""{"id":1,"inner":{"id":2},"z":3}""");
        Assert.Equal("""{"inner":{"id":2},"z":3}""", Encoding.UTF8.GetString(CanonicalJson.Serialize(document.RootElement, except: "id")));
    }

    [Theory]
    [InlineData("""{"a":1,"a":2}""")]
    [InlineData("""{"a":1,"\u0061":2}""")]
    [InlineData("""{"a":1e400}""")]
    public void Repeated_keys_and_numbers_beyond_range_are_refused(string json) =>
        Assert.Throws<FormatException>(() => Canonical(json));

    private static string Canonical(string json)
    {
        using var document = JsonDocument.Parse(json);
        return Encoding.UTF8.GetString(CanonicalJson.Serialize(document.RootElement));
    }
}
