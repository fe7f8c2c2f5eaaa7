namespace Escalation.Mutants.Scoring;

/// <summary>What became of a change.</summary>
internal enum ChangeState
{
    /// <summary>It does not compile and counts for nothing.</summary>
    Uncompilable,

    /// <summary>No test reaches it; it counts as survived.</summary>
    Unreached,

    /// <summary>Every test that reaches it passes.</summary>
    Survived,

    /// <summary>A test failed.</summary>
    Killed,

    /// <summary>A test did not end, or the process died.</summary>
    Endless,
}
