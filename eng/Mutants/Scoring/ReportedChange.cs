using Microsoft.CodeAnalysis.Text;

namespace Escalation.Mutants.Scoring;

/// <summary>One change that Stryker's report lists.</summary>
/// <param name="Span">The text that is changed.</param>
/// <param name="Kind">Stryker's name for the kind of change.</param>
/// <param name="After">What the text becomes.</param>
internal sealed record ReportedChange(TextSpan Span, string Kind, string After);
