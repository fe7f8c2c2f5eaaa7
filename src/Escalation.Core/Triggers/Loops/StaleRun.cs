namespace Escalation.Triggers.Loops;

/// <summary>Steps in a row without anything new, and the largest tolerance among them: waiting for something is no stagnation.</summary>
/// <param name="Run">The steps.</param>
/// <param name="Tolerance">The largest tolerance; 0 without any step.</param>
internal readonly record struct StaleRun(RunCounter Run, int Tolerance)
{
    internal StaleRun Next(bool stale, int tolerance, long step) => stale ? new StaleRun(Run.Next(1, step), Math.Max(Tolerance, tolerance)) : default;
}
