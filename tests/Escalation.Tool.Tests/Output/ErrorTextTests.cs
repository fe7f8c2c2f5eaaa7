using Escalation.Tool.Output;
using FsCheck;
using FsCheck.Fluent;

namespace Escalation.Tool.Tests.Output;

public class ErrorTextTests
{
    [Fact]
    public void Any_text_becomes_one_printable_line_of_bounded_length()
    {
        Prop.ForAll(ArbMap.Default.ArbFor<string>(), text =>
        {
            string line = ErrorText.Quote(text ?? string.Empty);
            return line.Length <= 70 && !line.Any(char.IsControl) && line.ReplaceLineEndings("\n").Split('\n').Length == 1;
        }).QuickCheckThrowOnFailure();
    }

    [Theory]
    [InlineData("a\u2028b", "'a\\u2028b'")]
    [InlineData("a\u0085b", "'a\\u0085b'")]
    [InlineData("\u202eabc", "'\\u202eabc'")]
    [InlineData("naïve ü", "'naïve ü'")]
    public void What_could_hide_or_break_is_escaped(string text, string expected) => Assert.Equal(expected, ErrorText.Quote(text));

    [Fact]
    public void An_unexpected_fault_is_one_line_without_a_stack_trace()
    {
        string line = ErrorText.Describe(new InvalidOperationException("first\nsecond"));
        Assert.Equal("unexpected InvalidOperationException: first second", line);
    }

    [Fact]
    public void What_the_framework_appends_for_programmers_is_left_out()
    {
        var range = new ArgumentOutOfRangeException("alpha", 1e-320, "alpha must be larger.");
        Assert.Contains("Actual value", range.Message, StringComparison.Ordinal);
        Assert.Equal("unexpected ArgumentOutOfRangeException: alpha must be larger.", ErrorText.Describe(range));
        Assert.Equal("unexpected ArgumentException: no such thing.", ErrorText.Describe(new ArgumentException("no such thing.", "x")));
        Assert.Equal("outside: alpha must be larger. Inside.", ErrorText.MessageOf(new FormatException($"outside: {range.Message}\r\nInside.")));
    }
}
