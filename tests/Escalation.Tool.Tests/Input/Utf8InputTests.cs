using System.Text;
using Escalation.Tool.Input;

namespace Escalation.Tool.Tests.Input;

public class Utf8InputTests
{
    /// <summary>Characters of one to four bytes; whatever is read at a time, each is cut in every way.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(5)]
    [InlineData(4_096)]
    public void Text_passes_unchanged_however_it_is_cut(int bytesAtATime)
    {
        byte[] text = Encoding.UTF8.GetBytes("\ufeffid,score\r\na\u00e9\u20ac\U0001f600,1\n\U0001f600\U0001f600\n");
        Assert.Equal(text, Read(text, bytesAtATime));
        Assert.Empty(Read([], bytesAtATime));
    }

    [Theory]
    [InlineData("score\n0.5\n0.", 0xff, "\n0.7\n", "line 3, byte 3: 0xff")]
    [InlineData("", 0xfe, "", "line 1, byte 1: 0xfe")]
    [InlineData("\u00e9\n\u20ac", 0x80, "x", "line 2, byte 4: 0x80")]
    [InlineData("score\n", 0xc3, "\n", "line 2, byte 1: 0xc3")]
    [InlineData("score\n1", 0xf0, "", "line 2, byte 2: 0xf0")]
    [InlineData("a\n", 0xc0, "\u00e9", "line 2, byte 1: 0xc0")]
    public void The_first_byte_that_is_none_is_named_by_line_and_place(string before, byte bad, string after, string place)
    {
        byte[] text = [.. Encoding.UTF8.GetBytes(before), bad, .. Encoding.UTF8.GetBytes(after)];
        foreach (int bytesAtATime in new[] { 1, 2, 3, 4_096 })
        {
            Assert.Equal(place, Assert.Throws<DecoderFallbackException>(() => Read(text, bytesAtATime)).Message);
        }
    }

    private static byte[] Read(byte[] text, int bytesAtATime)
    {
        using var stream = new Utf8Input(new MemoryStream(text));
        var copy = new MemoryStream();
        var buffer = new byte[bytesAtATime];
        for (int read; (read = stream.Read(buffer)) > 0;)
        {
            copy.Write(buffer, 0, read);
        }

        return copy.ToArray();
    }
}
