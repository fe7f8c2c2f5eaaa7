namespace Escalation.Probes.Training;

/// <summary>Where a training stands.</summary>
/// <param name="FoldsDone">Folds that are judged.</param>
/// <param name="Folds">All folds.</param>
/// <param name="RowsDone">Rows that have their held-out score.</param>
/// <param name="Rows">All rows.</param>
public sealed record ProbeTrainingProgress(int FoldsDone, int Folds, int RowsDone, int Rows);
