using System.Buffers;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace Escalation.Triggers.Sensitivity.Matching;

/// <summary>Lets through the blocks of a text that could hold a place that <see cref="DisguiseFinder"/> finds, and hardly any block of ordinary text.</summary>
/// <remarks>
/// Every condition is seen where its last character stands, and what it needs of earlier characters is carried from block to block, so each character
/// is looked at once. Signs, control characters and what is outside ASCII are not told apart: a block near one passes. Blocks are given in order.
/// Allocates nothing.
/// </remarks>
internal struct DisguiseSieve
{
    /// <summary>How far before the first character of a block the places end that are seen in it.</summary>
    internal const int Lag = 2;

    /// <summary>How far behind its first character a place can be seen.</summary>
    internal const int Reach = 16;

    /// <summary>How far ahead special characters are looked for: whoever asks for one place after the other must not pay for the rest of the text each time.</summary>
    private const int Ahead = 1024;

    /// <summary>Of four letters set one by one, three stand close behind another.</summary>
    private const int LeastFollowers = 3;

    /// <summary>Characters that are nothing in a disguise but what <see cref="DisguiseBlock"/> tells of letters and digits.</summary>
    private static readonly SearchValues<char> Plain = SearchValues.Create([.. "\t\n\v\f\r", .. Enumerable.Range(' ', '~' - ' ' + 1).Select(c => (char)c).Except("$@!|+")]);

    private int _special;
    private int _lookAgain;
    private ulong _letters;
    private ulong _digits;
    private ulong _repeated;
    private ulong _singles;
    private ulong _followers;

    /// <summary>Creates a sieve for blocks from a place on.</summary>
    public DisguiseSieve() => _lookAgain = int.MinValue;

    /// <summary>Whether the next block could hold such a place.</summary>
    /// <param name="text">The text.</param>
    /// <param name="at">Where the block begins.</param>
    /// <param name="block">The block.</param>
    /// <param name="drawn">Receives a bit for each letter that is drawn out or doubled.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal bool Passes(ReadOnlySpan<char> text, int at, in DisguiseBlock block, out ulong drawn)
    {
        if (at >= _lookAgain)
        {
            _special = Special(text, Math.Max(0, at - Reach), out int lookAgain);
            _lookAgain = lookAgain;
        }

        ulong leet = (block.Digits & Behind(block.Letters, _letters, 1)) | (block.Letters & Behind(block.Digits, _digits, 1));

        // A letter is a single one when neither neighbour is a letter or a digit, which shows at the one behind it.
        ulong solid = block.Letters | block.Digits;
        ulong before = _letters | _digits;
        ulong singles = Behind(solid, before, 1) & ~Behind(solid, before, 2) & ~solid;
        ulong followers = singles & (Behind(singles, _singles, 2) | Behind(singles, _singles, 3) | Behind(singles, _singles, 4));
        bool spaced = followers != 0 && BitOperations.PopCount(followers) + BitOperations.PopCount(_followers) >= LeastFollowers;

        // Of other letters only three in a row are drawn out, and then all of them but one.
        ulong others = block.Repeated & ~block.Doubled;
        drawn = block.Doubled | (others & ((others >> 1) | Behind(block.Repeated, _repeated, 1)));
        _letters = block.Letters;
        _digits = block.Digits;
        _repeated = block.Repeated;
        _singles = singles;
        _followers = followers;
        return leet != 0 || spaced || _special < at + DisguiseBlock.Width;
    }

    /// <summary>The first special character from a place on, and the first block for which that is no answer any more.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int Special(ReadOnlySpan<char> text, int from, out int lookAgain)
    {
        ReadOnlySpan<char> rest = text[Math.Min(from, text.Length)..];
        int place = rest[..Math.Min(Ahead, rest.Length)].IndexOfAnyExcept(Plain);
        if (place >= 0)
        {
            lookAgain = from + place + Reach + 1;
            return from + place;
        }

        lookAgain = rest.Length <= Ahead ? int.MaxValue : from + Ahead - DisguiseBlock.Width + 1;
        return int.MaxValue;
    }

    /// <summary>The bits so many places further, those of the block before first.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Behind(ulong block, ulong before, int places) => (block << places) | (before >> (DisguiseBlock.Width - places));
}
