using System.Buffers;

namespace Escalation.Triggers.Loops;

/// <summary>Hashes an error without the words that it repeats of the call, so that <c>host a: refused</c> and <c>host b: refused</c> are one error.</summary>
/// <remarks>
/// A word counts as repeated when it stands in the arguments as a whole word. Looks at the first 64 words and 1,024 characters of the error and the
/// first 2,048 characters of the arguments, which bounds the time whatever the texts are; allocates nothing.
/// </remarks>
internal static class ErrorShape
{
    private const int MostError = 1_024;
    private const int MostWords = 64;
    private const int MostArguments = 2_048;
    private const int ShortestWord = 2;
    private const char Echo = '\u0002';
    private const string Punctuation = "\"'`()[]{}<>,;:.!?";

    private static readonly SearchValues<char> Blanks = SearchValues.Create(" \t\r\n");
    private static readonly SearchValues<char> Boundaries = SearchValues.Create(Punctuation + " \t\r\n@=\\|&");

    internal static ulong Hash(ReadOnlySpan<char> error, ReadOnlySpan<char> arguments, VolatileWords? words)
    {
        arguments = arguments[..Math.Min(arguments.Length, MostArguments)];
        error = error.Trim();
        error = error[..Math.Min(error.Length, MostError)];

        // No longer than the error: a word becomes a mark or stays.
        Span<char> shape = stackalloc char[MostError];
        int length = 0, count = 0;
        foreach (Range range in error.SplitAny(Blanks))
        {
            ReadOnlySpan<char> word = error[range];
            if (word.IsEmpty)
            {
                continue;
            }

            if (length > 0)
            {
                shape[length++] = ' ';
            }

            ReadOnlySpan<char> core = word.Trim(Punctuation);
            if (count++ < MostWords && core.Length >= ShortestWord && Holds(arguments, core))
            {
                shape[length++] = Echo;
                continue;
            }

            word.CopyTo(shape[length..]);
            length += word.Length;
        }

        return VolatileTokens.Hash(shape[..length], words);
    }

    private static bool Holds(ReadOnlySpan<char> arguments, ReadOnlySpan<char> word)
    {
        int from = 0;
        while (true)
        {
            int at = arguments[from..].IndexOf(word);
            if (at < 0)
            {
                return false;
            }

            int start = from + at;
            int end = start + word.Length;
            if ((start == 0 || Boundaries.Contains(arguments[start - 1])) && (end == arguments.Length || Boundaries.Contains(arguments[end])))
            {
                return true;
            }

            from = start + 1;
        }
    }
}
