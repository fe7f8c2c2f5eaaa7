using Escalation.Prediction.Interventions;

namespace Escalation.Tool.Verbs.Targets;

/// <summary>A row of the table.</summary>
/// <param name="Case">The case.</param>
/// <param name="Line">Its line in the file.</param>
/// <param name="Domain">Its domain; null when there is no such column.</param>
/// <param name="Group">Its group; null when there is no such column.</param>
internal sealed record TargetRow(TargetCase Case, long Line, string? Domain, string? Group);
