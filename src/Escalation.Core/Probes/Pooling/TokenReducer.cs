namespace Escalation.Probes.Pooling;

/// <summary>How tokens of <c>width</c> numbers each become one result, one token after the other, with a state of so many doubles.</summary>
/// <remarks>
/// Immutable; the state belongs to the caller, so that one implementation serves a single logit, a vector and the heads of an attention probe. The state lies
/// column by column: slot <c>s</c> of element <c>i</c> is at <c>s * width + i</c>. No state holds an index, so a damaged one gives a wrong number and never an
/// access out of range.
/// </remarks>
internal abstract class TokenReducer
{
    /// <summary>Whether each token takes part in the result, so that one which is not finite must show in it.</summary>
    internal virtual bool ReadsEveryToken => true;

    /// <summary>How many doubles the state has; it starts as zeros.</summary>
    internal abstract int StateLength(int width);

    /// <summary>Takes one more token.</summary>
    /// <param name="state">The state.</param>
    /// <param name="earlier">How many tokens it has taken.</param>
    /// <param name="token">The token.</param>
    internal abstract void Add(Span<double> state, long earlier, ReadOnlySpan<double> token);

    /// <summary>Writes the result of the tokens so far, at least one: a number for each element, or one for the whole token.</summary>
    internal abstract void Read(ReadOnlySpan<double> state, long count, Span<double> result);
}
