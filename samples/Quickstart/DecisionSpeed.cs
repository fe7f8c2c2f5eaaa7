using System.Diagnostics;
using Escalation.Decisions;

namespace Quickstart;

/// <summary>What one decision costs, measured on this machine.</summary>
/// <param name="Decisions">How many decisions were measured.</param>
/// <param name="NanosecondsPerDecision">Mean time.</param>
/// <param name="BytesPerDecision">Mean allocation.</param>
internal sealed record DecisionSpeed(int Decisions, double NanosecondsPerDecision, double BytesPerDecision)
{
    private const int Rounds = 50;

    // Long enough for the runtime to replace its first, quickly compiled code.
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(1);

    /// <summary>Decides on the same turns again and again. Deciding only reads, so every round sees the same turns.</summary>
    /// <param name="policy">A policy that decides synchronously.</param>
    /// <param name="turns">Turns whose conversations the agent still owns.</param>
    public static DecisionSpeed Measure(EscalationPolicy policy, AgentTurn[] turns)
    {
        long start = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(start) < WarmUp)
        {
            DecideAll(policy, turns, rounds: 1);
        }

        long bytes = GC.GetAllocatedBytesForCurrentThread();
        start = Stopwatch.GetTimestamp();
        DecideAll(policy, turns, Rounds);
        TimeSpan elapsed = Stopwatch.GetElapsedTime(start);
        bytes = GC.GetAllocatedBytesForCurrentThread() - bytes;
        int decisions = Rounds * turns.Length;
        return new DecisionSpeed(decisions, elapsed.TotalNanoseconds / decisions, (double)bytes / decisions);
    }

    private static int DecideAll(EscalationPolicy policy, AgentTurn[] turns, int rounds)
    {
        int acts = 0;
        for (int round = 0; round < rounds; round++)
        {
            foreach (AgentTurn turn in turns)
            {
                acts += policy.Decide(turn).MayAct ? 1 : 0;
            }
        }

        return acts;
    }
}
