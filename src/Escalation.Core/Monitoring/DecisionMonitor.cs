using Escalation.Auditing;
using Escalation.Decisions;

namespace Escalation.Monitoring;

/// <summary>Feeds a monitor from the decisions and outcomes of a runtime.</summary>
/// <remarks>
/// <para>It counts the decisions of policies that carry the watched certificate, and only those: after a swap to another certificate the monitor rests. Whether a decision escalates is read from the trigger of that certificate, so that
/// what other triggers add stays outside the promise as the certificate has it. Decisions that never asked the triggers, because a person owns the conversation for example, do not count, and the second word on the same turn does not either.</para>
/// <para>A score counts when the certified trigger decided or nothing fired; other decisions count in <see cref="MonitorCounters.Unscored"/>. Safe for concurrent use; telling of a decision allocates nothing.</para>
/// </remarks>
public sealed class DecisionMonitor : IDecisionObserver
{
    /// <summary>What the runtime, which this room does not know, gives as the reason when the policy itself fails.</summary>
    private static readonly Reason PolicyFault = new("policy-fault");

    private readonly string _certificateId;

    /// <summary>Creates the feed.</summary>
    /// <param name="monitor">The monitor; some watch of it must be of a certificate.</param>
    /// <param name="sampler">Draws the acted turns whose labels are awaited; null when all acted turns get labels.</param>
    /// <exception cref="ArgumentNullException">Thrown when <paramref name="monitor"/> is null.</exception>
    /// <exception cref="ArgumentException">Thrown when no watch is of a certificate, or they are of several.</exception>
    public DecisionMonitor(CertificateMonitor monitor, AuditSampler? sampler = null)
    {
        ArgumentNullException.ThrowIfNull(monitor);
        string[] certificates = [.. monitor.Watches.Select(watch => watch.CertificateId).OfType<string>().Distinct(StringComparer.Ordinal)];
        _certificateId = certificates.Length == 1
            ? certificates[0]
            : throw new ArgumentException($"The watches of a monitor must be of one certificate, but are of {certificates.Length}.", nameof(monitor));
        Monitor = monitor;
        Sampler = sampler;
    }

    /// <summary>The monitor.</summary>
    public CertificateMonitor Monitor { get; }

    /// <summary>Draws the acted turns whose labels are awaited; null when all of them are.</summary>
    public AuditSampler? Sampler { get; }

    /// <inheritdoc/>
    public void OnDecided(AgentTurn turn, in EscalationDecision decision)
    {
        int index = WatchedTrigger(decision);
        if (index < 0)
        {
            return;
        }

        bool escalates = Fires(decision, index);
        double? score = decision.TriggerIndex == index && double.IsFinite(decision.Score) ? decision.Score : null;
        Monitor.ObserveDecision(decision.Id!, escalates, score, Sampler?.Draw(decision.Id!) ?? AuditDraw.Always);
    }

    /// <summary>Tells whether the model was right on a turn; see <see cref="CertificateMonitor.ObserveOutcome(string, bool)"/>.</summary>
    /// <param name="id">The turn's id.</param>
    /// <param name="wasRight">Whether the model's answer was right, or would have been.</param>
    /// <exception cref="ArgumentException">Thrown when the id is blank.</exception>
    public OutcomeStatus OnOutcome(string id, bool wasRight) => Monitor.ObserveOutcome(id, wasRight);

    /// <summary>The record of a draw that somebody must act on: of a turn on which the certified rule acts and that was drawn for an audit. The same turns that the monitor awaits labels of.</summary>
    /// <param name="decision">The decision.</param>
    /// <returns>The record, or null when the turn was not drawn or nothing is drawn at random.</returns>
    public AuditEntry? SampledEntry(in EscalationDecision decision)
    {
        if (Sampler is null || WatchedTrigger(decision) is var index && (index < 0 || Fires(decision, index)))
        {
            return null;
        }

        AuditDraw draw = Sampler.Draw(decision.Id!);
        return draw.IsSelected ? draw.ToEntry(decision.Id!) : null;
    }

    private static bool Fires(in EscalationDecision decision, int index) => (decision.FiredTriggers & (1UL << index)) != 0;

    /// <summary>Whether the triggers had their say: not when a person owns the conversation, evaluators call each other too deeply or the policy itself fails.</summary>
    private static bool AskedTriggers(in EscalationDecision decision) =>
        decision.FiredTriggers != 0 || (decision.Reason != Reason.OwnedByPerson && decision.Reason != Reason.ReentrancyLimit && decision.Reason != PolicyFault);

    /// <summary>The trigger of the watched certificate, or -1 when the decision does not count.</summary>
    private int WatchedTrigger(in EscalationDecision decision) =>
        decision.Id is not null && AskedTriggers(decision) ? decision.Guarantee.TriggerOf(_certificateId) : -1;
}
