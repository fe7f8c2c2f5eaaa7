namespace Escalation.Triggers.Sensitivity.Folding;

/// <summary>What each character is folded to. The same under every culture and globalization mode.</summary>
/// <remarks>
/// Codes below 32 are instructions: strip, expand, or look at the surrogate pair. Everything else is the character to write. Format and control
/// characters, variation selectors, tags and the general combining marks are stripped; marks of scripts that spell with them (Indic, Thai) stay.
/// 128 kB, made once. Safe for concurrent use.
/// </remarks>
internal static class FoldingTable
{
    internal const int Strip = 0;
    internal const int FirstExpansion = 2;
    internal const int Surrogate = 31;
    internal const int LastInstruction = 31;

    /// <summary>No character is folded to a control character, so zero can mark what is not yet known.</summary>
    private const ushort Unset = 0;

    private static readonly (int First, int Last)[] Stripped =
    [
        (0x0000, 0x0008), (0x000E, 0x001F), (0x007F, 0x0084), (0x0086, 0x009F), (0x00AD, 0x00AD), (0x0300, 0x036F), (0x0483, 0x0489),
        (0x0591, 0x05BD), (0x05BF, 0x05BF), (0x05C1, 0x05C2), (0x05C4, 0x05C5), (0x0600, 0x0605), (0x0610, 0x061A), (0x061C, 0x061C), (0x064B, 0x065F), (0x0670, 0x0670),
        (0x06D6, 0x06DD), (0x06DF, 0x06E4), (0x070F, 0x070F), (0x0711, 0x0711), (0x0730, 0x074A), (0x0890, 0x0891), (0x08CA, 0x08FF), (0x115F, 0x1160), (0x17B4, 0x17B5), (0x180B, 0x180F), (0x1AB0, 0x1ACE),
        (0x1DC0, 0x1DFF), (0x200B, 0x200F), (0x202A, 0x202E), (0x2060, 0x206F), (0x20D0, 0x20F0), (0x2DE0, 0x2DFF), (0x302A, 0x302F), (0x3164, 0x3164), (0xA66F, 0xA672), (0xA674, 0xA67D), (0xA69E, 0xA69F), (0xFB1E, 0xFB1E), (0xFE00, 0xFE0F), (0xFE20, 0xFE2F),
        (0xFEFF, 0xFEFF), (0xFFA0, 0xFFA0), (0xFFF0, 0xFFFC),
    ];

    private static readonly ushort[] Map = Build();

    internal static int Of(char c) => Map[c];

    /// <summary>Whether folding does more to the character than to change its case or, for a space, its width. Surrogates: no.</summary>
    internal static bool Changes(char c)
    {
        int folded = Map[c];
        return folded == Strip || (folded != CharTable.ToSmall(c) && folded != ' ' && folded != Surrogate);
    }

    /// <summary>The letter or digit that a character beyond the basic plane is taken for: mathematical and enclosed alphanumerics; <see cref="Strip"/> for tags and variation selectors; -1 for others.</summary>
    internal static int OfSupplementary(int codePoint)
    {
        switch (codePoint)
        {
            case >= 0x1D400 and <= 0x1D6A3:
                return 'a' + ((codePoint - 0x1D400) % 26);
            case >= 0x1D6A8 and <= 0x1D7C9:
                // Five alphabets of 58: 25 capitals from Alpha with the theta symbol in the gap, nabla, 25 small letters, seven variants.
                int place = (codePoint - 0x1D6A8) % 58;
                return place < 25 ? Map[0x0391 + place] : place is > 25 and < 51 ? Map[0x03B1 + place - 26] : -1;
            case >= 0x1D7CE and <= 0x1D7FF:
                return '0' + ((codePoint - 0x1D7CE) % 10);
            case >= 0x1F110 and <= 0x1F129:
                return 'a' + (codePoint - 0x1F110);
            case >= 0x1F130 and <= 0x1F149:
                return 'a' + (codePoint - 0x1F130);
            case >= 0x1F150 and <= 0x1F169:
                return 'a' + (codePoint - 0x1F150);
            case >= 0x1F170 and <= 0x1F189:
                return 'a' + (codePoint - 0x1F170);
            case >= 0x1F1E6 and <= 0x1F1FF:
                return 'a' + (codePoint - 0x1F1E6);
            case (>= 0xE0000 and <= 0xE01EF) or 0x110BD or 0x110CD or (>= 0x13430 and <= 0x1343F) or (>= 0x1BCA0 and <= 0x1BCA3) or (>= 0x1D165 and <= 0x1D169) or (>= 0x1D16D and <= 0x1D182):
                // Format characters, and the marks of musical notes.
                return Strip;
            default:
                return -1;
        }
    }

    private static ushort[] Build()
    {
        var map = new ushort[0x10000];
        foreach ((int start, string letters) in FoldingBlocks.All)
        {
            for (int i = 0; i < letters.Length; i++)
            {
                map[start + i] = CodeOf(letters[i]);
            }
        }

        AddAlphabets(map);
        for (int c = 0; c < map.Length; c++)
        {
            // What the blocks leave open is the small letter, or what the small letter is taken for.
            if (map[c] == Unset)
            {
                char small = CharTable.ToSmall((char)c);
                map[c] = small != c && map[small] is var known and not Unset ? known : small;
            }
        }

        foreach ((int first, int last) in Stripped)
        {
            Array.Clear(map, first, last - first + 1);
        }

        foreach (char space in "\t\n\v\f\r\u0085\u00A0\u1680\u2028\u2029\u202F\u205F\u3000\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200A")
        {
            map[space] = ' ';
        }

        Array.Fill(map, (ushort)Surrogate, 0xD800, 0x800);
        return map;
    }

    private static ushort CodeOf(char letter) => letter switch
    {
        '.' => Unset,
        >= 'A' and <= 'Z' => (ushort)(FirstExpansion + letter - FoldingBlocks.FirstExpansion),
        _ => letter,
    };

    private static void AddAlphabets(ushort[] map)
    {
        foreach (int start in (ReadOnlySpan<int>)[0x249C, 0x24B6, 0x24D0, 0xFF21, 0xFF41])
        {
            for (int i = 0; i < 26; i++)
            {
                map[start + i] = (ushort)('a' + i);
            }
        }

        foreach (int start in (ReadOnlySpan<int>)[0x2460, 0x2474, 0x2488, 0x24F5, 0x2776, 0x2780, 0x278A])
        {
            for (int i = 0; i < 9; i++)
            {
                map[start + i] = (ushort)('1' + i);
            }
        }

        map[0x24EA] = map[0x24FF] = '0';
        for (int c = '!'; c <= '~'; c++)
        {
            // The full-width copies of ASCII stand at a fixed distance.
            map[c + 0xFEE0] = map[c + 0xFEE0] is Unset ? (ushort)c : map[c + 0xFEE0];
        }
    }
}
