namespace Escalation.Triggers.Loops;

/// <summary>64-bit FNV-1a: the same on every machine and in every process, so that hashes can travel with a conversation. A mutable value.</summary>
/// <remarks>Not keyed: a text made to collide makes the detector see a repetition that is none, which escalates and never hides one.</remarks>
internal struct StableHash()
{
    private const ulong Prime = 0x100000001B3;

    internal ulong Value { get; private set; } = 0xCBF29CE484222325;

    internal void Add(char c)
    {
        Value = (Value ^ (byte)c) * Prime;
        Value = (Value ^ (byte)(c >> 8)) * Prime;
    }

    internal void Add(ReadOnlySpan<char> text)
    {
        foreach (char c in text)
        {
            Add(c);
        }
    }

    /// <summary>Adds a number as one unit, so that neighbouring numbers cannot run together.</summary>
    internal void Add(ulong number)
    {
        for (int shift = 0; shift < 64; shift += 8)
        {
            Value = (Value ^ (byte)(number >> shift)) * Prime;
        }
    }

    internal static ulong Of(ReadOnlySpan<char> text)
    {
        var hash = new StableHash();
        hash.Add(text);
        return hash.Value;
    }

    internal static ulong Join(ulong first, ulong second)
    {
        var hash = new StableHash();
        hash.Add(first);
        hash.Add(second);
        return hash.Value;
    }
}
