namespace Escalation.Experiments.Ambiguity;

/// <summary>A text as hashed word 1-2-grams, binary, of length 1.</summary>
/// <param name="Columns">The columns that are not 0, each once.</param>
/// <param name="Value">Their common value, <c>1 / sqrt(count)</c>.</param>
internal sealed record SparseText(int[] Columns, float Value)
{
    private const ulong Offset = 14_695_981_039_346_656_037;
    private const ulong Prime = 1_099_511_628_211;

    /// <summary>Hashes a text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="columns">How many columns; a power of two.</param>
    internal static SparseText Of(string text, int columns)
    {
        string[] words = Words(text.ToLowerInvariant());
        var found = new HashSet<int>();
        for (int i = 0; i < words.Length; i++)
        {
            ulong hash = Hash(words[i], Offset);
            found.Add((int)(Mixed(hash) & (ulong)(columns - 1)));
            if (i > 0)
            {
                found.Add((int)(Mixed(Hash(words[i], Hash(words[i - 1], Offset) * Prime)) & (ulong)(columns - 1)));
            }
        }

        return new SparseText([.. found.Order()], found.Count > 0 ? (float)(1.0 / Math.Sqrt(found.Count)) : 0f);
    }

    private static string[] Words(string text) => new string([.. text.Select(c => char.IsLetterOrDigit(c) || c == '\'' ? c : ' ')]).Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private static ulong Hash(string word, ulong seed)
    {
        ulong hash = seed;
        foreach (char c in word)
        {
            hash = (hash ^ c) * Prime;
        }

        return hash;
    }

    /// <summary>The low bits of the hash depend on few bits of the text; the high ones on all.</summary>
    private static ulong Mixed(ulong hash) => (hash ^ (hash >> 32)) * 0x9E37_79B9_7F4A_7C15 >> 20;
}
