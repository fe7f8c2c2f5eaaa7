using Escalation.Auditing;
using Escalation.Calibration;
using Escalation.Decisions;

namespace Escalation.Monitoring;

/// <summary>Feeds a monitor from the decisions and outcomes of a runtime.</summary>
/// <remarks>
/// <para>It counts the decisions of policies that carry the watched certificate, and only those: after a swap to another certificate the monitor rests. For a certificate about a rule, whether a decision escalates is read from the
/// trigger of that certificate, so that what other triggers add stays outside the promise; for one about a policy it is the final decision, faults included. Decisions that never asked the triggers, because a person owns the conversation for example,
/// do not count, and neither does the second word on the same turn.</para>
/// <para><b>A changed policy.</b> Where the certificate is about a policy and another one carries it, with a trigger more or other costs, nothing is promised about its decisions. They are watched all the same, since the bound is what the caller lives by and an alarm then says that it is exceeded;
/// <see cref="ChangedDecisions"/> counts them, so that nobody takes the absence of an alarm for the certificate's word.</para>
/// <para>A score counts when the certified trigger decided or nothing fired; other decisions count in <see cref="MonitorCounters.Unscored"/>. Where other triggers escalate often, tell the monitor of all scores yourself instead.
/// Safe for concurrent use; telling of a decision allocates nothing.</para>
/// </remarks>
public sealed class DecisionMonitor : IDecisionObserver
{
    /// <summary>What the runtime, which this room does not know, gives as reasons when the policy itself fails, and when nobody knows who has the conversation.</summary>
    private static readonly Reason PolicyFault = new("policy-fault"), CustodyUnknown = new("custody-unknown");

    private readonly string _certificateId;
    private readonly bool _coversPolicy;
    private readonly Func<AgentTurn, bool>? _includes;
    private string? _firstChanged;
    private long _changed;

    /// <summary>Creates the feed.</summary>
    /// <param name="monitor">The monitor; some watch of it must be of a certificate, and none of the risk over all items, since a runtime's outcomes say nothing about escalations.</param>
    /// <param name="sampler">Draws the turns on which the rule acts and whose labels are awaited; null when all of them get labels.</param>
    /// <param name="includes">Which turns belong to the certificate's group; null when it is about all turns.</param>
    /// <exception cref="ArgumentNullException">Thrown when <paramref name="monitor"/> is null.</exception>
    /// <exception cref="ArgumentException">Thrown when no watch is of a certificate, they are of several, the certificate is about clusters or about a group that nobody tells apart, or a watch is of the risk over all items.</exception>
    public DecisionMonitor(CertificateMonitor monitor, AuditSampler? sampler = null, Func<AgentTurn, bool>? includes = null)
    {
        ArgumentNullException.ThrowIfNull(monitor);
        WatchPlan[] certified = [.. monitor.Watches.Where(watch => watch.CertificateId is not null)];
        Require(certified.Select(watch => watch.CertificateId).Distinct(StringComparer.Ordinal).Count() == 1, "must be of one certificate");
        Require(certified[0].Unit == CertificateUnit.Item, "must not be about clusters, which a turn at a time does not show");
        Require(certified[0].Group is null || includes is not null, "must not be about a group unless somebody tells which turns belong to it");
        Require(monitor.Watches.All(watch => watch.Subject != WatchSubject.RiskAmongAll), "must not be of the risk over all items");
        _certificateId = certified[0].CertificateId!;
        _coversPolicy = certified[0].Scope == CertificateScope.Policy;
        _includes = includes;
        Monitor = monitor;
        Sampler = sampler;

        void Require(bool holds, string what)
        {
            if (!holds)
            {
                throw new ArgumentException($"The watches of a monitor {what}.", nameof(monitor));
            }
        }
    }

    /// <summary>The monitor.</summary>
    public CertificateMonitor Monitor { get; }

    /// <summary>Draws the turns whose labels are awaited; null when all of them are.</summary>
    public AuditSampler? Sampler { get; }

    /// <summary>How many watched decisions came from a policy that is no longer the one which the certificate covers; always 0 for a certificate about a rule. From the first one on, calibrate the policy again.</summary>
    public long ChangedDecisions => Interlocked.Read(ref _changed);

    /// <summary>The id of the first of them; null when there is none.</summary>
    public string? FirstChangedDecision => Volatile.Read(ref _firstChanged);

    /// <inheritdoc/>
    public void OnDecided(AgentTurn turn, in EscalationDecision decision)
    {
        int index = WatchedTrigger(turn, decision);
        if (index < 0)
        {
            return;
        }

        if (_coversPolicy && decision.Guarantee.IsOfChangedPolicy)
        {
            Interlocked.Increment(ref _changed);
            Interlocked.CompareExchange(ref _firstChanged, decision.Id, null);
        }

        double? score = decision.TriggerIndex == index && double.IsFinite(decision.Score) ? decision.Score : null;
        Monitor.ObserveDecision(decision.Id!, Escalates(decision, index), score, Sampler?.Draw(decision.Id!) ?? AuditDraw.Always);
    }

    /// <summary>Tells whether the model was right on a turn; see <see cref="CertificateMonitor.ObserveOutcome(string, bool)"/>.</summary>
    /// <param name="id">The turn's id.</param>
    /// <param name="wasRight">Whether the model's answer was right, or would have been.</param>
    /// <exception cref="ArgumentException">Thrown when the id is blank.</exception>
    public OutcomeStatus OnOutcome(string id, bool wasRight) => Monitor.ObserveOutcome(id, wasRight);

    /// <summary>The record of a draw that somebody must act on: of a turn on which the watched rule acts and that was drawn for an audit. These are the turns whose labels the monitor awaits.</summary>
    /// <param name="turn">The turn.</param>
    /// <param name="decision">The decision.</param>
    /// <returns>The record, or null when the turn was not drawn or nothing is drawn at random.</returns>
    public AuditEntry? SampledEntry(AgentTurn turn, in EscalationDecision decision)
    {
        if (Sampler is null)
        {
            return null;
        }

        int index = WatchedTrigger(turn, decision);
        if (index < 0 || Escalates(decision, index))
        {
            return null;
        }

        AuditDraw draw = Sampler.Draw(decision.Id!);
        return draw.IsSelected ? draw.ToEntry(decision.Id!) : null;
    }

    /// <summary>Whether the triggers had their say: not when a person owns the conversation or may own it, evaluators call each other too deeply or the policy itself fails.</summary>
    private static bool AskedTriggers(in EscalationDecision decision) =>
        decision.FiredTriggers != 0 || (decision.Reason != Reason.OwnedByPerson && decision.Reason != Reason.ReentrancyLimit && decision.Reason != PolicyFault && decision.Reason != CustodyUnknown);

    private bool Escalates(in EscalationDecision decision, int index) =>
        _coversPolicy ? !decision.MayAct : (decision.FiredTriggers & (1UL << index)) != 0;

    /// <summary>The trigger of the watched certificate, or -1 when the decision does not count.</summary>
    private int WatchedTrigger(AgentTurn turn, in EscalationDecision decision) =>
        decision.Id is not null && AskedTriggers(decision) && (_includes is null || _includes(turn)) ? decision.Guarantee.TriggerOf(_certificateId) : -1;
}
