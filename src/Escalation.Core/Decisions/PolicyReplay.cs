namespace Escalation.Decisions;

/// <summary>Replays recorded turns through a policy whose threshold is still open, so that the calibration sees the final decision: whatever other triggers, costs and faults escalate ranks above every score.</summary>
/// <remarks>
/// The design is a function of the threshold and serves twice: here with an open one that never escalates, and after the calibration with the certificate,
/// <c>EscalationPolicy.Build(policy => design(policy, certificate))</c>. The open threshold never leaves this class, because a policy that holds it acts on every score.
/// Recorded turns must be exchangeable with those to come, faults included: a trigger that was down on the day of the recording escalates then and acts later.
/// A turn's conversation is read when the turn is reached, so that a sequence that records steps between its turns replays each one as it was. Safe to call from several threads.
/// </remarks>
public static class PolicyReplay
{
    /// <summary>Replays turns through synchronous triggers.</summary>
    /// <param name="design">Builds the policy around a threshold; it must give the threshold to exactly one trigger.</param>
    /// <param name="direction">Which side of the threshold escalates: a risk or a budget follows from it.</param>
    /// <param name="turns">The recorded turns, read once, in order.</param>
    /// <exception cref="ArgumentNullException">Thrown when an argument or a turn is null.</exception>
    /// <exception cref="PolicyBuildException">Thrown when the policy could not work as written, or not exactly one of its triggers holds the threshold.</exception>
    /// <exception cref="InvalidOperationException">Thrown when the policy has asynchronous triggers: use <see cref="RunAsync"/>.</exception>
    public static ReplayedPolicy Run(Action<EscalationPolicyBuilder, Threshold> design, ScoreDirection direction, IEnumerable<AgentTurn> turns)
    {
        ArgumentNullException.ThrowIfNull(turns);
        OpenPolicy open = OpenPolicy.Of(design, direction);
        var recording = new ReplayRecording(open);
        foreach (AgentTurn turn in turns)
        {
            EscalationDecision decision = open.Policy.Decide(turn, recording.Signals);
            recording.Add(decision);
        }

        return recording.Finish();
    }

    /// <summary>Replays turns through synchronous and asynchronous triggers, one turn after another.</summary>
    /// <param name="design">Builds the policy around a threshold; it must give the threshold to exactly one trigger.</param>
    /// <param name="direction">Which side of the threshold escalates.</param>
    /// <param name="turns">The recorded turns, read once, in order.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="ArgumentNullException">Thrown when an argument or a turn is null.</exception>
    /// <exception cref="OperationCanceledException">Thrown when <paramref name="cancellationToken"/> is cancelled.</exception>
    /// <exception cref="PolicyBuildException">Thrown when the policy could not work as written, or not exactly one of its triggers holds the threshold.</exception>
    public static async Task<ReplayedPolicy> RunAsync(Action<EscalationPolicyBuilder, Threshold> design, ScoreDirection direction, IEnumerable<AgentTurn> turns, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(turns);
        OpenPolicy open = OpenPolicy.Of(design, direction);
        var recording = new ReplayRecording(open);
        foreach (AgentTurn turn in turns)
        {
            EscalationDecision decision = await open.Policy.DecideAsync(turn, recording.Signals, cancellationToken).ConfigureAwait(false);
            recording.Add(decision);
        }

        return recording.Finish();
    }
}
