using System.Globalization;
using System.Text.Json;
using Escalation.Calibration;

namespace Escalation.Core.Tests.Calibration;

public sealed class JsonFieldsTests
{
    [Theory]
    [InlineData("-3", true)]
    [InlineData("1000000000000", true)]
    [InlineData("-4", false)]
    [InlineData("1000000000001", false)]
    [InlineData("1.5", false)]
    [InlineData("\"1\"", false)]
    [InlineData("null", false)]
    public void A_count_is_a_whole_number_between_its_limits_which_belong_to_it(string value, bool taken)
    {
        JsonFields fields = Fields($$"""{"n":{{value}}}""");
        Check(taken, "must be a whole number from -3 to 1000000000000", () => fields.Count("n", -3, 1_000_000_000_000).ToString(CultureInfo.InvariantCulture), value);
    }

    [Theory]
    [InlineData("-0.5", true)]
    [InlineData("2", true)]
    [InlineData("-0.5000000000000001", false)]
    [InlineData("2.0000000000000004", false)]
    [InlineData("1e999", false)]
    [InlineData("\"1\"", false)]
    public void A_number_is_finite_and_between_its_limits_which_belong_to_it(string value, bool taken)
    {
        JsonFields fields = Fields($$"""{"x":{{value}}}""");
        Check(taken, "must be", () => fields.Number("x", -0.5, 2.0).ToString(CultureInfo.InvariantCulture), value);
    }

    [Fact]
    public void Each_field_is_given_out_once_and_none_may_be_left()
    {
        JsonFields fields = Fields("""{"a":"x","b":null}""");
        Assert.Equal("a", Assert.Throws<CertificateFormatException>(fields.RequireEmpty).Field);
        Assert.Equal("x", fields.Text("a"));
        Assert.Contains("is missing", Assert.Throws<CertificateFormatException>(() => fields.Text("a")).Message, StringComparison.Ordinal);
        Assert.Null(fields.OptionalText("b"));
        fields.RequireEmpty();
        Assert.Contains("occurs twice", Assert.Throws<CertificateFormatException>(() => Fields("""{"a":1,"a":1}""")).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""["x"]""", "x")]
    [InlineData("""["x","y"]""", "x,y")]
    [InlineData("[]", null)]
    [InlineData("\"x\"", null)]
    public void A_list_of_texts_holds_at_least_one(string value, string? joined)
    {
        JsonFields fields = Fields($$"""{"a":{{value}}}""");
        if (joined is not null)
        {
            Assert.Equal(joined, string.Join(',', fields.Texts("a")));
            return;
        }

        Assert.Contains("must be a list of at least one text", Assert.Throws<CertificateFormatException>(() => fields.Texts("a")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_list_of_objects_holds_at_least_one_and_nothing_else()
    {
        JsonFields fields = Fields("""{"a":[{"x":"one"},{"x":"two"}]}""");
        Assert.Equal(["one", "two"], fields.Objects("a").Select(static item => item.Text("x")));
        AssertRefused("[]", "a", "must be a list of at least one object");
        AssertRefused("""{"x":"one"}""", "a", "must be a list of at least one object");
        AssertRefused("[null]", "a[0]", "must be an object, but was null");
        AssertRefused("""[{"x":"one"},"two"]""", "a[1]", "must be an object, but was \"two\"");
        Assert.Equal("a[1].x", Assert.Throws<CertificateFormatException>(() => Fields("""{"a":[{"x":"one"},{"x":2}]}""").Objects("a")[1].Text("x")).Field);

        static void AssertRefused(string value, string field, string problem)
        {
            CertificateFormatException exception = Assert.Throws<CertificateFormatException>(() => Fields($$"""{"a":{{value}}}""").Objects("a"));
            Assert.Equal(field, exception.Field);
            Assert.Contains(problem, exception.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("1")]
    [InlineData("\"x\"")]
    public void Where_an_object_belongs_nothing_else_is_taken(string value)
    {
        Assert.Equal("one", Fields("""{"a":{"x":"one"}}""").Object("a").Text("x"));
        Assert.Null(Fields("""{"a":null}""").OptionalObject("a"));
        foreach (Action read in (Action[])[() => Fields($$"""{"a":{{value}}}""").Object("a"), () => Fields($$"""{"a":{{value}}}""").OptionalObject("a"), () => Fields("""{"a":null}""").Object("a")])
        {
            CertificateFormatException exception = Assert.Throws<CertificateFormatException>(read);
            Assert.Equal("a", exception.Field);
            Assert.Contains("must be an object", exception.Message, StringComparison.Ordinal);
        }
    }

    private static void Check(bool taken, string problem, Func<string> read, string value)
    {
        if (taken)
        {
            Assert.Equal(value, read());
            return;
        }

        Assert.Contains(problem, Assert.Throws<CertificateFormatException>(read).Message, StringComparison.Ordinal);
    }

    private static JsonFields Fields(string text)
    {
        using var document = JsonDocument.Parse(text);
        return new JsonFields(document.RootElement.Clone(), "");
    }
}
