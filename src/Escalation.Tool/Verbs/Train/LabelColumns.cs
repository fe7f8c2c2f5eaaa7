namespace Escalation.Tool.Verbs.Train;

/// <summary>Which columns of a table a training uses.</summary>
/// <param name="Target">The label, or the value itself.</param>
/// <param name="ProbeScore">The probe's probability of label 1; null when the target is the value itself.</param>
/// <param name="ExpertScore">The expert's probability of label 1; null when the target is the value itself.</param>
/// <param name="Group">The group; null when every row stands alone.</param>
internal sealed record LabelColumns(string Target, string? ProbeScore, string? ExpertScore, string? Group);
