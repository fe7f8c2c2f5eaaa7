namespace Escalation.Triggers.Loops;

/// <summary>A fingerprint of a sequence of numbers and texts, with the promises of <see cref="TextHash"/>. A mutable value.</summary>
internal struct StableHash()
{
    private ulong _count;

    internal ulong Value { get; private set; }

    /// <summary>Adds a number as one unit, so that neighbouring numbers cannot run together.</summary>
    internal void Add(ulong number) => Value = TextHash.Join(Value ^ ++_count, number);

    /// <summary>Adds a text as one unit.</summary>
    internal void Add(ReadOnlySpan<char> text) => Add(TextHash.Of(text));
}
