namespace Escalation.Experiments;

/// <summary>What the process returns.</summary>
internal static class ExitCode
{
    /// <summary>Done, and what was measured agrees with what was computed.</summary>
    internal const int Satisfied = 0;

    /// <summary>Done, and something measured lies outside the interval computed for it.</summary>
    internal const int AnswerIsNo = 1;

    /// <summary>Bad usage or bad input.</summary>
    internal const int BadInput = 2;
}
