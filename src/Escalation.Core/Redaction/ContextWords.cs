using System.Buffers;

namespace Escalation.Redaction;

/// <summary>Words that make a class of data likely when they stand near it.</summary>
internal static class ContextWords
{
    /// <summary>What such a word adds to the confidence.</summary>
    internal const double Gain = 0.4;

    internal const double Highest = 0.99;

    /// <summary>How far before a place a word may begin.</summary>
    internal const int Before = 48;

    /// <summary>How far behind it a word may end.</summary>
    internal const int After = 16;

    /// <summary>What stands before the letters in ASCII.</summary>
    private static readonly SearchValues<char> NoLetters = SearchValues.Create([.. Enumerable.Range(0, 'A').Select(c => (char)c)]);

    /// <summary>ASCII only, stems of words with accents included: the search for others is several times slower.</summary>
    internal static SearchValues<string> Phone { get; } = SearchValues.Create(
        ["phone", "telefon", "fono", "tel.", "tel:", "call ", "mobile", "cell", "fax", "dial", "whatsapp", "hotline", "ring me", "text me", "contact", "reach", "my number", "handy"],
        StringComparison.OrdinalIgnoreCase);

    internal static SearchValues<string> Card { get; } = SearchValues.Create(
        ["card", "visa", "master", "amex", "american express", "credit", "debit", "karte", "tarjeta", "carte", "cvv", "cvc", " cc "],
        StringComparison.OrdinalIgnoreCase);

    /// <summary>Adds what the words around a place are worth.</summary>
    internal static double Raise(double confidence, SearchValues<string> words, ReadOnlySpan<char> text, int start, int end)
    {
        ReadOnlySpan<char> before = text[Math.Max(0, start - Before)..start];
        ReadOnlySpan<char> after = text[end..Math.Min(text.Length, end + After)];
        return (HasLetters(before) && before.IndexOfAny(words) >= 0) || (HasLetters(after) && after.IndexOfAny(words) >= 0) ? Math.Min(Highest, confidence + Gain) : confidence;
    }

    /// <summary>Whether there can be a word at all: columns of numbers need no search.</summary>
    internal static bool HasLetters(ReadOnlySpan<char> text) => text.ContainsAnyExcept(NoLetters);
}
