namespace Escalation.Triggers.Loops;

/// <summary>The counters of the rules about tool steps.</summary>
/// <param name="Repeated">Equal calls with equal results.</param>
/// <param name="Failing">Equal calls that fail.</param>
/// <param name="SameError">Equal errors of one tool.</param>
/// <param name="SameResult">Equal long results of one tool that reads.</param>
/// <param name="Stale">Steps without anything new.</param>
internal readonly record struct ToolRuns(RunCounter Repeated, RunCounter Failing, RunCounter SameError, RunCounter SameResult, StaleRun Stale);
