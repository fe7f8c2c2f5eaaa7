using Escalation.Tool.Input;

namespace Escalation.Tool.Tests.Input;

public class ShapeTextTests
{
    [Fact]
    public void Two_whole_numbers_are_rows_and_columns()
    {
        Assert.Equal((1_000L, 2_048), ShapeText.Parse("1000,2048"));
        Assert.Equal((10_000_000_000L, 1), ShapeText.Parse("10000000000,1"));
        Assert.Null(ShapeText.Parse(null));
    }

    [Fact]
    public void Anything_else_is_refused()
    {
        foreach (string text in (string[])["", "1", "1,2,3", "0,4", "4,0", "-1,4", " 1,4", "1, 4", "1.0,4", "1,4294967296", "99999999999999999999,1", "N,D"])
        {
            Assert.Contains($"but was '{text}'", Assert.Throws<ToolException>(() => ShapeText.Parse(text)).Message, StringComparison.Ordinal);
        }
    }
}
