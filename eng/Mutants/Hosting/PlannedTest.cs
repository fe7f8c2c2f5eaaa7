namespace Escalation.Mutants.Hosting;

/// <summary>A test and the processor time after which it counts as endless.</summary>
/// <param name="Id">Its unique identifier in the test framework.</param>
/// <param name="LimitSeconds">The limit in seconds of processor time.</param>
internal sealed record PlannedTest(string Id, double LimitSeconds)
{
    /// <summary>The limit of a test that needs this much without a change: far above what a busy machine can explain.</summary>
    internal static double LimitFor(double seconds) => (5 * seconds) + 4;
}
