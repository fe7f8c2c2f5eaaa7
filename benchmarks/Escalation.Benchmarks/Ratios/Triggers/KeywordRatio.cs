using System.Buffers;
using System.Globalization;
using System.Text.RegularExpressions;
using Escalation.Triggers.Sensitivity;
using Escalation.Triggers.Sensitivity.Matching;

namespace Escalation.Benchmarks.Ratios.Triggers;

/// <summary>All whole-word hits of k keywords, case ignored, in a text: ours beside a vectorised substring search with boundary checks and a compiled alternation.</summary>
internal sealed class KeywordRatio(string name, int keywords, int length) : IRatio
{
    private const int MostForRegex = 100;

    public string Name => name;

    public string Measures => string.Create(CultureInfo.InvariantCulture, $"all whole-word hits of {keywords} keywords in {length} characters");

    public IEnumerable<RatioCase> Cases()
    {
        string[] words = KeywordText.Keywords(keywords);
        string text = KeywordText.Text(words, length);
        var matcher = new KeywordMatcher([.. words.Select((word, number) => (number, word))], KeywordMatching.WholeWord, underscoreJoins: true, exactGaps: true);
        SearchValues<string> any = SearchValues.Create(words, StringComparison.OrdinalIgnoreCase);
        var set = new HashSet<string>(words, StringComparer.OrdinalIgnoreCase);
        HashSet<string>.AlternateLookup<ReadOnlySpan<char>> lookup = set.GetAlternateLookup<ReadOnlySpan<char>>();
        List<RatioBody> peers = [RatioBody.Long("SearchValues<string> OrdinalIgnoreCase", () => BySearch(text, any, lookup))];
        if (keywords <= MostForRegex)
        {
            var regex = new Regex($@"\b(?:{string.Join('|', words)})\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.Compiled);
            peers.Add(RatioBody.Long("Regex Compiled", () => regex.Count(text)));
        }

        yield return new RatioCase(string.Create(CultureInfo.InvariantCulture, $"k = {keywords}"), RatioBody.Long("KeywordMatcher", () => Ours(matcher, text)), peers)
        {
            Verify = () =>
            {
                double ours = Ours(matcher, text);
                foreach (RatioBody peer in peers)
                {
                    if (peer.Run(1) != ours)
                    {
                        throw new InvalidOperationException(FormattableString.Invariant($"{keywords} keywords: ours {ours} hits, {peer.Name} {peer.Run(1)}"));
                    }
                }
            },
        };
    }

    private static double Ours(KeywordMatcher matcher, string text)
    {
        var sink = default(CountSink);
        matcher.Scan(text, ref sink);
        return sink.Count;
    }

    private static double BySearch(ReadOnlySpan<char> text, SearchValues<string> any, HashSet<string>.AlternateLookup<ReadOnlySpan<char>> words)
    {
        int count = 0;
        for (int at = 0; at < text.Length;)
        {
            int offset = text[at..].IndexOfAny(any);
            if (offset < 0)
            {
                break;
            }

            at += offset;
            int end = at;
            while (end < text.Length && char.IsLetterOrDigit(text[end]))
            {
                end++;
            }

            bool starts = at == 0 || !char.IsLetterOrDigit(text[at - 1]);
            count += starts && words.Contains(text[at..end]) ? 1 : 0;
            at = starts ? end : at + 1;
        }

        return count;
    }
}
