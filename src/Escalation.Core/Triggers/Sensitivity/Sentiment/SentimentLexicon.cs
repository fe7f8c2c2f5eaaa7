using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Escalation.Triggers.Sensitivity.Sentiment;

/// <summary>Words and emoticons with a weight: negative for bad feelings, positive for good ones. Immutable, safe for concurrent use.</summary>
public sealed class SentimentLexicon
{
    private const double Strongest = 4;
    private const int MaximumStem = 32;
    private static readonly string[] Endings = ["s", "es", "ed", "d", "ing", "ly", "y", "er", "r", "est", "st", "'s", "n", "ful", "ness"];

    private readonly Dictionary<string, double> _weights;
    private readonly Dictionary<string, double>.AlternateLookup<ReadOnlySpan<char>> _lookup;
    private readonly bool _inflects;

    private SentimentLexicon(Dictionary<string, double> weights, bool inflects)
    {
        _weights = weights;
        _lookup = weights.GetAlternateLookup<ReadOnlySpan<char>>();
        _inflects = inflects;
        LongestToken = weights.Keys.Max(token => token.Length);
    }

    /// <summary>The library's own English lexicon of some 500 stems and emoticons; inflected forms of a stem count like it.</summary>
    public static SentimentLexicon Default { get; } = CreateDefault();

    /// <summary>The number of entries.</summary>
    public int Count => _weights.Count;

    internal int LongestToken { get; }

    /// <summary>The same text for the same entries on every machine.</summary>
    internal string Fingerprint
    {
        get
        {
            IEnumerable<string> lines = _weights.OrderBy(entry => entry.Key.ToUpperInvariant(), StringComparer.Ordinal).Select(entry => string.Create(CultureInfo.InvariantCulture, $"{entry.Key}\t{entry.Value:R}"));
            return $"{_inflects};{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', lines))))}";
        }
    }

    /// <summary>Reads a lexicon in VADER's layout: a token, its mean weight and any further columns, set apart by tabs; or the same as CSV with a header line.</summary>
    /// <param name="reader">The file. A token that occurs twice takes its last weight; empty lines are passed over.</param>
    /// <exception cref="ArgumentNullException">Thrown when <paramref name="reader"/> is null.</exception>
    /// <exception cref="FormatException">Thrown when a line has no weight in [-4, 4] or the file no entry; the message names the line.</exception>
    public static SentimentLexicon Read(TextReader reader)
    {
        ArgumentNullException.ThrowIfNull(reader);
        var weights = new Dictionary<string, double>(StringComparer.OrdinalIgnoreCase);
        bool comma = false;
        int number = 0;
        while (reader.ReadLine() is { } line)
        {
            number++;
            if (number == 1 && line.StartsWith("token,", StringComparison.OrdinalIgnoreCase))
            {
                comma = true;
                continue;
            }

            if (line.Length == 0)
            {
                continue;
            }

            (string token, string weight) = comma ? LexiconLine.FromCsv(line) : LexiconLine.FromTabs(line);
            if (token.Length == 0 || !double.TryParse(weight, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) || !(Math.Abs(value) <= Strongest))
            {
                throw new FormatException(string.Create(CultureInfo.InvariantCulture, $"Line {number} of the lexicon needs a token and a weight from -4 to 4, but was '{line}'."));
            }

            weights[token] = value;
        }

        return weights.Count > 0 ? new SentimentLexicon(weights, inflects: false) : throw new FormatException("The lexicon has no entry.");
    }

    /// <summary>The weight of a token, whatever its case.</summary>
    internal bool TryGet(ReadOnlySpan<char> token, out double weight)
    {
        if (token.Length <= LongestToken && _lookup.TryGetValue(token, out weight))
        {
            return true;
        }

        weight = 0;
        if (!_inflects || token.Length is < 4 or > MaximumStem || !char.IsAsciiLetter(token[0]))
        {
            return false;
        }

        foreach (string ending in Endings)
        {
            if (token.Length - ending.Length >= 3 && token.EndsWith(ending, StringComparison.OrdinalIgnoreCase) && TryStem(token[..^ending.Length], out weight))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The stem as it is, with its final e back, or without a doubled consonant.</summary>
    private bool TryStem(ReadOnlySpan<char> stem, out double weight)
    {
        if (_lookup.TryGetValue(stem, out weight))
        {
            return true;
        }

        Span<char> changed = stackalloc char[MaximumStem + 1];
        changed = changed[..(stem.Length + 1)];
        stem.CopyTo(changed);
        changed[^1] = 'e';
        if (_lookup.TryGetValue(changed, out weight))
        {
            return true;
        }

        if (stem.Length > 3 && stem[^1] == stem[^2] && _lookup.TryGetValue(stem[..^1], out weight))
        {
            return true;
        }

        if (stem[^1] is 'i' or 'I')
        {
            changed[stem.Length - 1] = 'y';
            return _lookup.TryGetValue(changed[..stem.Length], out weight);
        }

        return false;
    }

    private static SentimentLexicon CreateDefault()
    {
        var weights = new Dictionary<string, double>(StringComparer.OrdinalIgnoreCase);
        foreach ((double weight, string words) in OwnLexicon.Entries)
        {
            foreach (string word in words.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            {
                _ = weights.TryAdd(word, weight);
            }
        }

        return new SentimentLexicon(weights, inflects: true);
    }
}
