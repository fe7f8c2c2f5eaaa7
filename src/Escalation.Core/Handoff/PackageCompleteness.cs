namespace Escalation.Handoff;

/// <summary>Which of the parts that a person needs to take over without asking again are missing or shortened.</summary>
/// <param name="Missing">The missing ones of <c>original-request</c>, <c>attempted</c>, <c>intermediate-results</c>, <c>best-guess</c>, <c>why</c>, <c>transcript</c>.</param>
/// <param name="Shortened">The parts of which something was cut.</param>
public sealed record PackageCompleteness(IReadOnlyList<string> Missing, IReadOnlyList<string> Shortened)
{
    /// <summary>Whether every part is there as a whole.</summary>
    public bool IsComplete => Missing.Count == 0 && Shortened.Count == 0;

    internal static PackageCompleteness Of(ContextPackage package)
    {
        var missing = new List<string>();
        var shortened = new List<string>();
        Note("original-request", package.OriginalRequest.Text.Length > 0, package.OriginalRequest.IsWhole);
        Note("attempted", package.Attempted.Count > 0, package.OmittedAttempts == 0 && package.Attempted.All(a => a.Arguments is not { IsWhole: false } && a.Result is not { IsWhole: false }));
        Note("intermediate-results", package.IntermediateResults.Count > 0, package.OmittedResults == 0 && package.IntermediateResults.All(r => r.Text.IsWhole));
        Note("best-guess", package.BestGuess is not null, package.BestGuess is not { Answer.IsWhole: false });
        Note("why", package.Why.Summary.Text.Length > 0, package.Why.Summary.IsWhole && package.Why.Triggers.All(t => t.Evidence.IsWhole));
        Note("transcript", package.Transcript.Any(e => e.Step is not null), package.Transcript.All(e => e.Omitted is null && e.OmittedCharacters == 0));
        return new PackageCompleteness(missing, shortened);

        void Note(string part, bool present, bool whole)
        {
            if (!present)
            {
                missing.Add(part);
            }
            else if (!whole)
            {
                shortened.Add(part);
            }
        }
    }
}
