namespace Escalation.Experiments.FinitePopulation;

/// <summary>The items of a population between two neighbouring thresholds.</summary>
/// <param name="Right">How many of them would be acted on rightly.</param>
/// <param name="Wrong">How many would be errors.</param>
internal readonly record struct Cell(int Right, int Wrong);
