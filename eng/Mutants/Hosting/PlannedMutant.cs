namespace Escalation.Mutants.Hosting;

/// <summary>A mutant and the tests that might notice it.</summary>
/// <param name="Id">Its number in the switch.</param>
/// <param name="Fresh">Whether static initialisation reaches it, so that it must be on before anything is loaded.</param>
/// <param name="Tests">The tests, in the order in which to run them.</param>
internal sealed record PlannedMutant(int Id, bool Fresh, PlannedTest[] Tests);
