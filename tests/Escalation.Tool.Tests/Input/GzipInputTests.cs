using System.Globalization;
using Escalation.Tool.Input;
using Escalation.Tool.Tests.Support;

namespace Escalation.Tool.Tests.Input;

public class GzipInputTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(41)]
    [InlineData(43)]
    [InlineData(10_000)]
    [InlineData(400_000)]
    public void A_whole_file_is_read_in_any_portions(int length)
    {
        string content = Content(length);
        byte[] compressed = Compressed.Gzip(content);
        foreach (int portion in new[] { 1, 7, 100, 65_536 })
        {
            Assert.Equal(content, ReadAll(compressed, portion));
        }
    }

    [Fact]
    public void Members_that_follow_each_other_are_one_file()
    {
        Assert.Equal("abcd", ReadAll([.. Compressed.Gzip("ab"), .. Compressed.Gzip("cd")], 3));
    }

    [Fact]
    public void A_file_cut_anywhere_is_refused()
    {
        byte[] compressed = Compressed.Gzip(Content(3_000));
        for (int length = 1; length < compressed.Length; length++)
        {
            byte[] cut = compressed[..length];
            Assert.Throws<InvalidDataException>(() => ReadAll(cut, 512));
        }
    }

    [Fact]
    public void Every_flipped_bit_of_the_content_is_noticed()
    {
        string content = Content(300);
        byte[] compressed = Compressed.Gzip(content);
        // The ten bytes of the header hold a time stamp and the name of a system, which no checksum covers.
        for (int bit = 80; bit < compressed.Length * 8; bit++)
        {
            byte[] damaged = [.. compressed];
            damaged[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.True(IsRefusedOrUnharmed(damaged, content), $"bit {bit}");
        }
    }

    [Fact]
    public void Bytes_behind_the_end_are_refused()
    {
        Assert.Throws<InvalidDataException>(() => ReadAll([.. Compressed.Gzip("abc"), 0, 0, 0], 16));
        Assert.Throws<InvalidDataException>(() => ReadAll("not compressed at all"u8.ToArray(), 16));
    }

    /// <summary>A few bits between the last block and the next whole byte mean nothing.</summary>
    private static bool IsRefusedOrUnharmed(byte[] damaged, string content)
    {
        try
        {
            return string.Equals(ReadAll(damaged, 512), content, StringComparison.Ordinal);
        }
        catch (InvalidDataException)
        {
            return true;
        }
    }

    private static string Content(int length) =>
        string.Concat(Enumerable.Range(0, length).Select(i => (i * 7919 % 1000).ToString("000", CultureInfo.InvariantCulture)))[..length];

    private static string ReadAll(byte[] compressed, int portion)
    {
        using var input = new GzipInput(new MemoryStream(compressed));
        var all = new MemoryStream();
        byte[] buffer = new byte[portion];
        int read;
        while ((read = input.Read(buffer, 0, portion)) > 0)
        {
            all.Write(buffer, 0, read);
        }

        Assert.Equal(0, input.Read(buffer, 0, portion));
        return System.Text.Encoding.UTF8.GetString(all.ToArray());
    }
}
