namespace Escalation.Tool.Verbs.Evaluate;

/// <summary>Which columns of a table an evaluation uses.</summary>
/// <param name="Confidence">The confidence.</param>
/// <param name="Correct">Whether the answer was right.</param>
/// <param name="Group">The group; null when every row stands alone.</param>
/// <param name="Id">The column of unique ids, or null.</param>
internal sealed record AnswerColumns(string Confidence, string Correct, string? Group, string? Id);
