using Escalation.Redaction;

namespace Escalation.Core.Tests.Redaction;

public class CheckDigitsTests
{
    [Theory]
    [InlineData("4111111111111111", true)]
    [InlineData("5500005555555559", true)]
    [InlineData("371449635398431", true)]
    [InlineData("79927398713", true)]
    [InlineData("79927398710", false)]
    public void Luhn_accepts_published_examples(string number, bool valid) => Assert.Equal(valid, CheckDigits.Luhn(Digits(number)));

    [Theory]
    [InlineData("2363", true)]
    [InlineData("758722", true)]
    [InlineData("123451", true)]
    [InlineData("2364", false)]
    public void Verhoeff_accepts_published_examples(string number, bool valid) => Assert.Equal(valid, CheckDigits.Verhoeff(Digits(number)));

    [Theory]
    [InlineData("GB82WEST12345698765432")]
    [InlineData("DE89370400440532013000")]
    [InlineData("FR1420041010050500013M02606")]
    [InlineData("NO9386011117947")]
    public void Iban_accepts_the_registry_s_examples_and_no_single_change(string iban)
    {
        Assert.True(CheckDigits.Iban(iban));
        for (int i = 4; i < iban.Length; i++)
        {
            char other = iban[i] == '7' ? '8' : '7';
            Assert.False(CheckDigits.Iban(iban.Remove(i, 1).Insert(i, other.ToString())));
        }
    }

    [Fact]
    public void Every_single_wrong_digit_and_every_swap_of_neighbours_is_noticed_by_Verhoeff()
    {
        byte[] right = Digits("758722");
        for (int i = 0; i < right.Length; i++)
        {
            for (byte digit = 0; digit < 10; digit++)
            {
                byte[] wrong = [.. right];
                wrong[i] = digit;
                Assert.Equal(digit == right[i], CheckDigits.Verhoeff(wrong));
            }

            if (i + 1 < right.Length && right[i] != right[i + 1])
            {
                byte[] swapped = [.. right];
                (swapped[i], swapped[i + 1]) = (swapped[i + 1], swapped[i]);
                Assert.False(CheckDigits.Verhoeff(swapped));
            }
        }
    }

    private static byte[] Digits(string number) => [.. number.Select(c => (byte)(c - '0'))];
}
