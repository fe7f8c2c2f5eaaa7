using System.Text;

namespace Escalation.Core.Tests.Triggers.Sensitivity;

/// <summary>Twenty-two ways to spell a word so that a plain search misses it.</summary>
internal static class Evasions
{
    internal static readonly (string Kind, Func<string, string> Disguise)[] All =
    [
        ("zero-width space", word => Insert(word, "\u200B")),
        ("zero-width non-joiner", word => Insert(word, "\u200C")),
        ("zero-width joiner", word => Insert(word, "\u200D")),
        ("word joiner", word => Insert(word, "\u2060")),
        ("soft hyphen", word => Insert(word, "\u00AD")),
        ("byte-order mark", word => Insert(word, "\uFEFF")),
        ("variation selector", word => Insert(word, "\uFE0F")),
        ("tag characters", word => Insert(word, "\U000E0061")),
        ("combining marks", word => Insert(word, "\u0336")),
        ("control character", word => Insert(word, "\u0007")),
        ("full-width", word => Map(word, c => ((char)(c + 0xFEE0)).ToString())),
        ("mathematical bold", word => Map(word, c => char.ConvertFromUtf32(0x1D41A + c - 'a'))),
        ("circled", word => Map(word, c => ((char)(0x24D0 + c - 'a')).ToString())),
        ("squared", word => Map(word, c => char.ConvertFromUtf32(0x1F170 + c - 'a'))),
        ("Cyrillic and Greek look-alikes", word => Replace(word, "aceiopsxyukmtdnlgr", "асеіорѕхуυкмтԁпӏɡг")),
        ("small capitals", word => Replace(word, "abcdefghijklmnopqrstuvwyz", "ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘǫʀꜱᴛᴜᴠᴡʏᴢ")),
        ("dotless i and long s", word => Replace(word, "isao", "ıſåø")),
        ("leet", word => Replace(word, "aeiostl", "4310571")),
        ("spaced", word => string.Join(' ', word.AsEnumerable())),
        ("dotted with no-break spaces", word => string.Join("\u00A0.", word.AsEnumerable())),
        ("right-to-left override", word => $"\u202E{Reverse(word)}\u202C"),
        ("upside down", word => Reverse(Replace(word, "abcdefghijklmnopqrtuvwy", "ɐqɔpǝɟƃɥıɾʞlɯuodbɹʇnʌʍʎ"))),
    ];

    private static string Insert(string word, string what)
    {
        var text = new StringBuilder();
        for (int i = 0; i < word.Length; i++)
        {
            text.Append(word[i]).Append(i + 1 < word.Length ? what : "");
        }

        return text.ToString();
    }

    private static string Map(string word, Func<char, string> letter) => string.Concat(word.Select(letter));

    private static string Replace(string word, string from, string to) => string.Concat(word.Select(c => from.IndexOf(c, StringComparison.Ordinal) is >= 0 and var place ? to[place] : c));

    private static string Reverse(string word) => string.Concat(word.Reverse());
}
