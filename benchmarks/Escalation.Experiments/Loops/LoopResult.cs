namespace Escalation.Experiments.Loops;

/// <summary>What the experiment found.</summary>
/// <param name="Software">SWE-agent under the defaults.</param>
/// <param name="AirlineDefaults">tau-bench airline under the defaults.</param>
/// <param name="AirlineDialogue">The same under the policy for dialogues.</param>
/// <param name="Repeating">The airline runs in which some call stands three times or more.</param>
internal sealed record LoopResult(LoopTable Software, LoopTable AirlineDefaults, LoopTable AirlineDialogue, IReadOnlyList<string> Repeating)
{
    private const string StubbornRun = "eps.traj";

    /// <summary>Whether the one stubborn run of SWE-agent fires, and no other.</summary>
    public bool OneTrueAlarm => Software.Fired is [{ Run.Name: StubbornRun }];

    /// <summary>The repeating airline runs that fire under the policy for dialogues.</summary>
    public int RepeatingThatFire => AirlineDialogue.Fired.Count(alarm => Repeating.Contains(alarm.Run.Name));

    /// <summary>Whether everything that the library promises about these runs holds.</summary>
    public bool MeetsTargets => OneTrueAlarm && Repeating.Count > 0 && RepeatingThatFire == Repeating.Count && AirlineDialogue.FiringFailsMoreOften && AirlineDefaults.FiringFailsMoreOften;
}
