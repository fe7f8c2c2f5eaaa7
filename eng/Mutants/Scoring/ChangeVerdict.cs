namespace Escalation.Mutants.Scoring;

/// <summary>What became of a change, and the test that noticed it, if one did.</summary>
internal sealed record ChangeVerdict(ChangeState State, string Killer = "");
