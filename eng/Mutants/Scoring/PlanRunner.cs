using Escalation.Mutants.Building;
using Escalation.Mutants.Hosting;

namespace Escalation.Mutants.Scoring;

/// <summary>Runs planned changes in test hosts and starts a new one after each that died.</summary>
internal static class PlanRunner
{
    /// <returns>The verdict of each plan's change.</returns>
    internal static IReadOnlyDictionary<int, ChangeVerdict> Run(Workbench bench, string[] tests, PlannedMutant[] plans)
    {
        // One process serves many changes, but one that static initialisation reaches needs its own.
        var verdicts = new Dictionary<int, ChangeVerdict>();
        PlannedMutant[][] batches = [[.. plans.Where(plan => !plan.Fresh)], .. plans.Where(plan => plan.Fresh).Select(plan => new[] { plan })];
        foreach (PlannedMutant[] batch in batches)
        {
            for (PlannedMutant[] left = batch; left.Length > 0;)
            {
                int taken = Take(bench.Run(new HostPlan { Tests = tests, Mutants = left }), verdicts);
                Console.WriteLine($"  {verdicts.Count} of {plans.Length} settled, {verdicts.Values.Count(verdict => verdict.State == ChangeState.Survived)} survived");
                left = taken > 0 ? left[taken..] : throw new MutantException("the test host died before it ran a change");
            }
        }

        return verdicts;
    }

    /// <summary>Reads what became of the changes of a batch.</summary>
    /// <returns>How many are settled: when the process died, the one it died of is the last.</returns>
    private static int Take(IReadOnlyList<HostNote> notes, Dictionary<int, ChangeVerdict> verdicts)
    {
        int settled = 0;
        foreach (HostNote note in notes)
        {
            switch (note.What)
            {
                case HostNoteKind.Begun:
                    settled++;
                    verdicts[note.Mutant] = new ChangeVerdict(ChangeState.Endless, "(the test host ended)");
                    break;
                case HostNoteKind.Survived:
                    verdicts[note.Mutant] = new ChangeVerdict(ChangeState.Survived);
                    break;
                case HostNoteKind.Killed:
                    verdicts[note.Mutant] = new ChangeVerdict(ChangeState.Killed, note.Name);
                    break;
                case HostNoteKind.Endless:
                    verdicts[note.Mutant] = new ChangeVerdict(ChangeState.Endless, "(a test does not end)");
                    break;
                case HostNoteKind.Unsound:
                    throw new MutantException($"{note.Name} fails after the changes are off again; its kills are worth nothing");
            }
        }

        return settled;
    }
}
