using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Escalation.Benchmarks.Ratios.Probes;
using Escalation.Triggers.Loops;

namespace Escalation.Benchmarks.Ratios.Triggers;

/// <summary>Fingerprints of long texts, plain and with volatile parts left out: beside reading the same memory, and the framework's seeded hash.</summary>
internal sealed class LoopFingerprintRatio : IRatio
{
    private const int Line = 128;

    public string Name => "loop-fingerprint";

    public string Measures => "a fingerprint of a text, two bytes a character; the label says the size in bytes";

    public IEnumerable<RatioCase> Cases()
    {
        foreach (int length in new[] { 512, 32_768, 4_194_304 })
        {
            yield return Case("plain", LoopText.Words(length), static text => TextHash.Of(text));
        }

        yield return Case("normalised, words", LoopText.Words(32_768), static text => VolatileTokens.Hash(text, VolatileWords.Default));
        yield return Case("normalised, words", LoopText.Words(4_194_304), static text => VolatileTokens.Hash(text, VolatileWords.Default));
        yield return Case("normalised, prose", LoopText.Prose(32_768), static text => VolatileTokens.Hash(text, VolatileWords.Default));
        yield return Case("normalised, log", LoopText.Log(32_768), static text => VolatileTokens.Hash(text, VolatileWords.Default));
        string content = LoopText.Words(32_768);
        yield return Case("arguments", $"{{\"path\":\"a.txt\",\"content\":\"{content}\"}}", static text => CanonicalArguments.Hash(text, LoopToolRule.Unknown).All);
    }

    private static RatioCase Case(string label, string text, Func<string, ulong> hash) => new(
        FormattableString.Invariant($"{label}, {2 * text.Length}"),
        RatioBody.Long("fingerprint", () => hash(text)),
        RatioBody.Long("read", () => Read(text)),
        RatioBody.Long("HashCode.AddBytes", () => Seeded(text)));

    private static unsafe double Read(string text)
    {
        fixed (char* start = text)
        {
            return MemoryReader.Read((byte*)start, 2L * text.Length / Line * Line, 1, ahead: false);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static double Seeded(string text)
    {
        var hash = default(HashCode);
        hash.AddBytes(MemoryMarshal.AsBytes(text.AsSpan()));
        return hash.ToHashCode();
    }
}
