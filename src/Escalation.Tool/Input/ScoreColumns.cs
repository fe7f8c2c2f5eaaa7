namespace Escalation.Tool.Input;

/// <summary>Which columns of a table a calibration uses.</summary>
/// <param name="Score">The score's column.</param>
/// <param name="Loss">The loss's column, or null.</param>
/// <param name="Id">The column of unique ids, or null.</param>
internal sealed record ScoreColumns(string Score, string? Loss = null, string? Id = null);
