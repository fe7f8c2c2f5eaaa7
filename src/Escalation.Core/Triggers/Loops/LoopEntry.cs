namespace Escalation.Triggers.Loops;

/// <summary>What the detector remembers of one tool step: hashes, never the texts.</summary>
/// <param name="Call">Hash of tool and arguments.</param>
/// <param name="Result">Hash of the result without volatile tokens, and whether it is an error.</param>
/// <param name="Shape">Hash of the tool and, of an error, its text without what it repeats of the arguments, of a read the result as it stands; else 0.</param>
/// <param name="Traits">What the rules ask about the step.</param>
/// <param name="Tolerance">How many times as many repetitions the tool may show; at least 1.</param>
/// <param name="Step">The step's number, from 1.</param>
internal readonly record struct LoopEntry(ulong Call, ulong Result, ulong Shape, LoopTraits Traits, int Tolerance, long Step)
{
    /// <summary>The hash of call and result; 0 repeats nothing, and is what an exempt call has.</summary>
    internal ulong Signature => Has(LoopTraits.Exempt) ? 0 : PeriodTracker.NonZero(TextHash.Join(Call, Result));

    internal bool Has(LoopTraits traits) => (Traits & traits) == traits;
}
