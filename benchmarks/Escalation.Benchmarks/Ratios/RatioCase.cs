namespace Escalation.Benchmarks.Ratios;

/// <summary>One point at which ours and its peers do the same work.</summary>
/// <param name="Label">The point, for the reader.</param>
/// <param name="Ours">The library's own way.</param>
/// <param name="Peers">The alternatives; the fastest of them is the one that counts.</param>
internal sealed record RatioCase(string Label, RatioBody Ours, params IReadOnlyList<RatioBody> Peers)
{
    /// <summary>Compares the results before anything is timed; throws when they disagree, as a fast wrong answer must not print a number.</summary>
    public Action Verify { get; init; } = static () => { };
}
