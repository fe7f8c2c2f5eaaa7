namespace Escalation.Tool.Input;

/// <summary>One cell of a table, as it is written.</summary>
/// <param name="Kind">What it holds.</param>
/// <param name="Raw">Its text; for JSON other than strings, the JSON.</param>
internal readonly record struct Cell(CellKind Kind, string Raw);
