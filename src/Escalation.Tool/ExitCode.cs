namespace Escalation.Tool;

/// <summary>What the process returns.</summary>
internal static class ExitCode
{
    /// <summary>Done and satisfied.</summary>
    internal const int Satisfied = 0;

    /// <summary>Done, and the answer is no: not certifiable, verification failed, log broken.</summary>
    internal const int AnswerIsNo = 1;

    /// <summary>Bad usage or bad input.</summary>
    internal const int BadInput = 2;
}
