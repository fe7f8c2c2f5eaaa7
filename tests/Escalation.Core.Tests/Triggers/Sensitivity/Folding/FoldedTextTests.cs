using System.Security.Cryptography;
using System.Text;
using Escalation.Triggers.Sensitivity.Folding;

namespace Escalation.Core.Tests.Triggers.Sensitivity.Folding;

public class FoldedTextTests
{
    private const string Digest = "e30ab5e6347f79054d1aa82b1a10095029cf8a31d6cda677094be97ada5e2741";

    [Theory]
    [InlineData("Suicide", "suicide")]
    [InlineData("STRAßE", "strasse")]
    [InlineData("Œuvre ﬁn Ǽ", "oeuvre fin ae")]
    [InlineData("İstanbul ISTANBUL ıstanbul", "istanbul istanbul istanbul")]
    [InlineData("ﬀﬃﬄﬅ", "ffffifflst")]
    [InlineData("Ａｂｃ１２３！", "abc123!")]
    [InlineData("𝐇𝒆𝓁𝕝𝖔 𝟘𝟡", "hello 09")]
    [InlineData("🅷🅴🄻🄛Ⓞ", "hello")]
    [InlineData("e\u0301\u0302\u0303x", "ex")]
    [InlineData("a\u00A0b\u3000c\td", "a b c d")]
    [InlineData("a\u200B\u2060\uFEFFb", "ab")]
    [InlineData("\0a\u0007b", "ab")]
    [InlineData("a\U000E0061b", "ab")]
    [InlineData("раураl", "paypal")]
    [InlineData("ɡооgӏе", "google")]
    [InlineData("Adele ÀÉÎÕÜ", "adele aeiou")]
    [InlineData("đĐłŁøØ", "ddlloo")]
    [InlineData("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "abezhikmnoptyx")]
    [InlineData("日本語 한국어 ไทย हिन्दी", "日本語 한국어 ไทย हिन्दी")]
    [InlineData("💣", "💣")]
    public void Characters_become_what_they_are_taken_for(string text, string expected)
    {
        Assert.Equal(expected, FoldedText.Fold(text));
    }

    [Fact]
    [Trait("Row", "57")]
    public void Half_a_surrogate_pair_is_replaced()
    {
        Assert.Equal("\uFFFDx\uFFFD", FoldedText.Fold("\ud800x\udc00"));
    }

    [Fact]
    public void Folding_folded_text_changes_nothing_but_look_alikes_of_look_alikes()
    {
        for (int c = 0; c < 0x10000; c++)
        {
            if (!char.IsSurrogate((char)c))
            {
                string once = FoldedText.Fold(((char)c).ToString());
                Assert.Equal(FoldedText.Fold(once), FoldedText.Fold(FoldedText.Fold(once)));
                Assert.True(once.Length <= FoldedText.MaximumExpansion);
            }
        }
    }

    [Fact]
    public void Every_folded_character_remembers_where_it_comes_from()
    {
        const string text = "a\u0301\u200Bß\U0001D41Fﬃ\ud800\u0007z";
        char[] folded = new char[32];
        int[] origins = new int[32];
        int count = FoldedText.Fold(text, 0, text.Length, folded, origins, out int next);
        Assert.Equal("assfffi\uFFFDz", new string(folded, 0, count));
        Assert.Equal([0, 3, 3, 4, 6, 6, 6, 7, 9], origins[..count]);
        Assert.Equal(text.Length, next);
    }

    [Fact]
    public void A_full_buffer_says_where_to_go_on()
    {
        string text = string.Concat(Enumerable.Repeat("ﬃ\u0301x", 50));
        var whole = new StringBuilder();
        char[] folded = new char[8];
        int[] origins = new int[8];
        for (int at = 0; at < text.Length;)
        {
            whole.Append(folded, 0, FoldedText.Fold(text, at, text.Length, folded, origins, out int next));
            Assert.True(next > at);
            at = next;
        }

        Assert.Equal(FoldedText.Fold(text), whole.ToString());
    }

    [Fact]
    [Trait("Row", "55")]
    public void The_tables_are_the_same_with_and_without_ICU()
    {
        // One digest over every character, pinned: the suite runs in both globalization modes and under several cultures.
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        for (int c = 0; c < 0x10000; c++)
        {
            hash.AppendData(BitConverter.GetBytes((FoldingTable.Of((char)c) << 17) | (CharTable.ToSmall((char)c) << 1) | (CharTable.IsWord((char)c) ? 1 : 0)));
        }

        for (int c = 0x10000; c < 0x110000; c++)
        {
            hash.AppendData(BitConverter.GetBytes(FoldingTable.OfSupplementary(c)));
        }

        Assert.Equal(Digest, Convert.ToHexStringLower(hash.GetHashAndReset()));
    }

    [Fact]
    public void Case_pairs_agree_with_the_framework_where_it_knows_them()
    {
        for (int c = 0x80; c < 0x2000; c++)
        {
            char small = CharTable.ToSmall((char)c);
            if (small != c && c is < 0x0590 and not 0x03F4)
            {
                Assert.True(char.ToUpperInvariant(small) == char.ToUpperInvariant((char)c), $"U+{c:X4}");
            }
        }
    }
}
