using Escalation.Redaction;

namespace Escalation.Core.Tests.Redaction;

public class RedactorTests
{
    private const string Text = "I am jane@example.com, card 4111 1111 1111 1111, phone +44 20 7946 0958.";
    private static readonly byte[] Secret = [.. Enumerable.Range(1, 32).Select(i => (byte)i)];

    [Fact]
    public void Everything_is_erased_unless_a_rule_says_otherwise()
    {
        Assert.Equal("I am [email-address], card [payment-card], phone [phone-number].", new Redactor().Redact(Text));
        Assert.Same("nothing here", new Redactor().Redact("nothing here"));
    }

    [Fact]
    [Trait("Row", "80")]
    public void Unknown_classes_are_erased()
    {
        RedactionRules rules = new RedactionRules().For(DataClass.EmailAddress, RedactionMethod.Keep);
        Assert.Equal("[badge]", new Redactor(rules).RedactValue(new DataClass("badge"), "B-17"));
        Assert.Equal("[unknown]", new Redactor(rules).RedactValue(default, "anything"));
        Assert.Equal("[badge]", new Redactor(rules.For(new DataClass("badge"), RedactionMethod.Mask)).RedactValue(new DataClass("badge"), "B-17"));
    }

    [Fact]
    public void Masks_show_what_people_need_to_recognise_their_own()
    {
        RedactionRules rules = new RedactionRules().For(DataClass.EmailAddress, RedactionMethod.Mask).For(DataClass.PaymentCard, RedactionMethod.Mask).For(DataClass.PhoneNumber, RedactionMethod.Keep);
        Assert.Equal("I am j***@example.com, card **** **** **** 1111, phone +44 20 7946 0958.", new Redactor(rules).Redact(Text));
    }

    [Fact]
    public void Hashes_tell_values_apart_only_under_one_key()
    {
        Redactor first = Hashing("k1", Secret);
        Redactor again = Hashing("k1", Secret);
        Redactor rotated = Hashing("k2", [.. Secret.Reverse()]);
        string hash = first.RedactValue(DataClass.PaymentCard, "4111 1111 1111 1111");
        Assert.StartsWith("[payment-card:k1:", hash, StringComparison.Ordinal);
        Assert.Equal(hash, again.RedactValue(DataClass.PaymentCard, "4111-1111-1111-1111"));
        Assert.NotEqual(hash, first.RedactValue(DataClass.PaymentCard, "5500005555555559"));
        Assert.NotEqual(hash[^17..], rotated.RedactValue(DataClass.PaymentCard, "4111111111111111")[^17..]);
        Assert.Equal(first.RedactValue(DataClass.EmailAddress, "Jane@Example.com"), first.RedactValue(DataClass.EmailAddress, "jane@example.com"));
        Assert.NotEqual(first.RedactValue(new DataClass("nick"), "é"), first.RedactValue(new DataClass("nick"), "è"));
        Assert.DoesNotContain("4111", hash, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("42,4111111111111111,12/27", "42,[payment-card],12/27")]
    [InlineData("[4111111111111111,5500000000000004]", "[[payment-card],[payment-card]]")]
    [InlineData("1,123-45-6789,42", "1,[national-id],42")]
    [InlineData("card=4111111111111111%20", "card=[payment-card]%20")]
    [InlineData("4111111111111111@home", "[payment-card]@home")]
    [InlineData("2024-01-01 4111 1111 1111 1111", "2024-01-01 [payment-card]")]
    [InlineData("my number is 12 4111 1111 1111 1111", "my number is 12 [payment-card]")]
    [InlineData("phone 555-123-4567 4111 1111 1111 1111", "phone [phone-number] [payment-card]")]
    [InlineData("CC4111 1111 1111 1111", "CC[payment-card]")]
    [InlineData("4111\u200B1111\u20131111\u202F1111", "[payment-card]")]
    [InlineData("jose\u0301@example.com", "[email-address]")]
    [InlineData("<jane@x.com>,'al@z.net'. Bob@y.org.", "<[email-address]>,'[email-address]'. [email-address].")]
    [InlineData("0.4111111111111111 and $1,234,567.89", "0.4111111111111111 and $1,234,567.89")]
    public void No_part_of_a_secret_stays_behind(string text, string expected) => Assert.Equal(expected, new Redactor().Redact(text));

    [Fact]
    public void An_overlong_address_leaves_no_head_behind() =>
        Assert.Equal("[email-address]", new Redactor().Redact(new string('a', 100) + "@example.com"));

    [Fact]
    public void Masks_show_nothing_of_values_that_are_not_what_their_class_says()
    {
        var redactor = new Redactor(new RedactionRules().For(DataClass.EmailAddress, RedactionMethod.Mask).For(DataClass.PhoneNumber, RedactionMethod.Mask));
        Assert.Equal("***@b.com", redactor.RedactValue(DataClass.EmailAddress, "a@b.com"));
        Assert.Equal("[email-address]", redactor.RedactValue(DataClass.EmailAddress, "\U0001F600x@y.com"));
        Assert.Equal("[email-address]", redactor.RedactValue(DataClass.EmailAddress, "my password @ home"));
        Assert.Equal("[phone-number]", redactor.RedactValue(DataClass.PhoneNumber, "Müller 1234567"));
        Assert.Equal("+** ** ***4567", redactor.RedactValue(DataClass.PhoneNumber, "+49 30 1234567"));
    }

    [Fact]
    public void Rules_that_cannot_work_are_refused()
    {
        Assert.Throws<ArgumentException>(() => new Redactor(new RedactionRules().For(DataClass.Iban, RedactionMethod.Hash)));
        Assert.Throws<ArgumentException>(() => new RedactionKey("k", new byte[RedactionKey.MinimumLength - 1]));
        Assert.Throws<ArgumentException>(() => new RedactionKey(" ", Secret));
        Assert.Throws<ArgumentOutOfRangeException>(() => new RedactionRules().For(DataClass.Iban, (RedactionMethod)9));
        Assert.Throws<ArgumentException>(() => new Redactor().Redact("ab", [new PersonalDataSpan(DataClass.Iban, 1, 2, 1, "iban")]));
        Assert.Throws<ArgumentException>(() => new Redactor().Redact("abcd", [new PersonalDataSpan(DataClass.Iban, 1, 2, 1, "iban"), new PersonalDataSpan(DataClass.Iban, 2, 1, 1, "iban")]));
    }

    private static Redactor Hashing(string id, byte[] secret) =>
        new(new RedactionRules { Key = new RedactionKey(id, secret) }.For(DataClass.PaymentCard, RedactionMethod.Hash).For(DataClass.EmailAddress, RedactionMethod.Hash).For(new DataClass("nick"), RedactionMethod.Hash));
}
