using Escalation.Redaction;
using Escalation.Tests.Shared;

namespace Escalation.Core.Tests.Redaction;

/// <summary>A number is the same in the digits of any script.</summary>
public class DigitFoldingTests
{
    private const string Card = "4111111111111111";
    private static readonly PersonalDataScanner Scanner = new();

    /// <summary>The zeros of scripts with digits of their own: Arabic, Persian, Devanagari, Bengali, Thai, full-width, Osmanya, mathematical bold, Adlam, segmented.</summary>
    public static TheoryData<int> Zeros => [0x0660, 0x06F0, 0x0966, 0x09E6, 0x0E50, 0xFF10, 0x104A0, 0x1D7CE, 0x1E950, 0x1FBF0];

    [Theory]
    [MemberData(nameof(Zeros))]
    public void A_card_is_found_in_the_digits_of_every_script(int zero)
    {
        string card = In(zero, Card);
        PersonalDataSpan span = Assert.Single(Scanner.Find($"my card is {card}, ok?"));
        Assert.Equal((DataClass.PaymentCard, 11, card.Length), (span.Class, span.Start, span.Length));
        Assert.True(Scanner.TryFindStrongest($"my card is {card}, ok?", out PersonalDataSpan strongest));
        Assert.Equal(span, strongest);
        Assert.Equal("my card is [payment-card], ok?", new Redactor().Redact($"my card is {card}, ok?"));
    }

    [Theory]
    [InlineData("4\u200B1\u200B1\u200B1\u200B1\u200B1\u200B1\u200B1\u200B1\u200B1\u200B1\u200B1\u200B1\u200B1\u200B1\u200B1", "payment-card")]
    [InlineData("4111\u20031111\u30001111\u205F1111", "payment-card")]
    [InlineData("4\uFE0F\u20E3111111111111111", "payment-card")]
    [InlineData("ＤＥ８９３７０４００４４０５３２０１３０００", "iban")]
    [InlineData("DE89\u00A03704\u00A00044\u00A00532\u00A00130\u00A000", "iban")]
    [InlineData("a.b＠example.com", "email-address")]
    [InlineData("＋４９ １５１ ２３４５６７８９", "phone-number")]
    public void Wide_signs_and_blanks_and_what_nobody_sees_hide_nothing(string text, string code)
    {
        PersonalDataSpan span = Assert.Single(Scanner.Find($"it is {text} here"));
        Assert.Equal((code, 6, text.Length), (span.Class.Code, span.Start, span.Length));
    }

    [Fact]
    public void A_foreign_digit_in_front_hides_no_plain_number()
    {
        // Folded, the two would be one number of seventeen digits without a check.
        Assert.Contains(Scanner.Find($"\u0665{Card}"), span => span.Class == DataClass.PaymentCard);
        Assert.Contains(Scanner.Find($"5\u200B{Card}"), span => span.Class == DataClass.PaymentCard);
        Assert.True(Scanner.TryFindStrongest($"\u0665\u200B{Card}", out _));
    }

    [Fact]
    public void Spans_are_in_order_and_without_overlap_where_both_readings_find_some()
    {
        string text = $"{Card} and {In(0xFF10, Card)} or jane@example.com, \u00A0{Card[..4]}\u00A0{Card[4..8]}\u00A01111\u00A01111, +44\u00A020\u00A07946\u00A00958.";
        IReadOnlyList<PersonalDataSpan> spans = Scanner.Find(text);
        Assert.Equal(5, spans.Count);
        Assert.All(spans.Zip(spans.Skip(1)), pair => Assert.True(pair.First.End <= pair.Second.Start));
        Assert.DoesNotContain("1111", new Redactor().Redact(text), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2026年１１月２９日 １２時")]
    [InlineData("صفحة ١٢ من ٣٤٥ في ٢٠٢٦")]
    [InlineData("कृपया ४२ रुपये ५० पैसे")]
    [InlineData("Fläche: 12 m², 3½ Zimmer, ①②③④⑤⑥⑦⑧ Punkte")]
    [InlineData("price １，２３４，５６７ yen")]
    public void Honest_numbers_of_other_scripts_are_no_personal_data(string text) => Assert.Empty(Scanner.Find(text));

    [Fact]
    public void One_number_has_one_hash_in_every_script_and_none_is_shown_by_a_mask()
    {
        var rules = new RedactionRules { Key = new RedactionKey("k", [.. Enumerable.Range(1, 32).Select(i => (byte)i)]) };
        var hashing = new Redactor(rules.For(DataClass.PaymentCard, RedactionMethod.Hash));
        string hash = hashing.RedactValue(DataClass.PaymentCard, Card);
        Assert.Equal(hash, hashing.RedactValue(DataClass.PaymentCard, In(0xFF10, Card)));
        Assert.NotEqual(hash, hashing.RedactValue(DataClass.PaymentCard, In(0xFF10, "4222222222222220")));
        Assert.Equal("[payment-card]", new Redactor(new RedactionRules().For(DataClass.PaymentCard, RedactionMethod.Mask)).Redact(In(0x0660, Card)));
    }

    [Fact]
    public void No_culture_changes_what_is_found_and_nothing_is_allocated()
    {
        string text = $"card {In(0xFF10, Card)} and {In(0x0966, Card)} here";
        foreach (string culture in new[] { "ar-SA", "fa-IR", "tr-TR", "" })
        {
            Foreign.Run(culture, () => Assert.Equal(2, Scanner.Find(text).Count));
        }

        for (int i = 0; i < 50; i++)
        {
            Scanner.TryFindStrongest(text, out _);
        }

        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 50; i++)
        {
            Scanner.TryFindStrongest(text, out _);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static string In(int zero, string digits) => string.Concat(digits.Select(c => char.ConvertFromUtf32(zero + c - '0')));
}
