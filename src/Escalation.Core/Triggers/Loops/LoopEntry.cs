namespace Escalation.Triggers.Loops;

/// <summary>What the detector remembers of one step: hashes, never the texts.</summary>
/// <param name="Kind">What the step is.</param>
/// <param name="Tool">Hash of the tool's name.</param>
/// <param name="Call">Hash of tool and arguments, or of a message.</param>
/// <param name="Result">Hash of the result and whether it is an error.</param>
/// <param name="Traits">What the rules ask about the step.</param>
/// <param name="Step">The step's number, from 1.</param>
internal readonly record struct LoopEntry(LoopEntryKind Kind, ulong Tool, ulong Call, ulong Result, LoopTraits Traits, long Step)
{
    internal bool Has(LoopTraits traits) => (Traits & traits) == traits;

    /// <summary>Same call, same result. An exempt call repeats nothing.</summary>
    internal bool Repeats(in LoopEntry other) =>
        Kind == other.Kind && Call == other.Call && Result == other.Result && !Has(LoopTraits.Exempt);
}
