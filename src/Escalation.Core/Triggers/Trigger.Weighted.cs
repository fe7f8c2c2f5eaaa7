using Escalation.Decisions;

namespace Escalation.Triggers;

/// <content>Weighted combinations.</content>
public static partial class Trigger
{
    /// <summary>The reason that a weighted combination gives unless told otherwise: <c>weighted-evidence</c>. The signal's detail is the reason of the strictest part that fired.</summary>
    public static Reason WeightedEvidence { get; } = new("weighted-evidence");

    /// <summary>Fires when the parts that fire weigh more than a share typed by hand: <c>sum of fired weights / sum of applicable weights &gt; above</c>. Marked uncalibrated.</summary>
    /// <inheritdoc cref="Weighted(string, Threshold, Reason?, DecisionOutcome, ValueTuple{ITrigger, double}[])"/>
    /// <param name="name">The name, unique within a policy.</param>
    /// <param name="above">The share, in [0, 1): 0 fires with any part, and with 0.5 more than half of the weight must fire. Equality does not fire.</param>
    /// <param name="parts">At least one trigger, each with its weight, from 0.0001 to 10,000; only their proportions matter.</param>
    public static ITrigger Weighted(string name, double above, params (ITrigger Part, double Weight)[] parts) =>
        Weighted(name, ByHand(above), null, DecisionOutcome.EscalateToPerson, parts);

    /// <summary>Fires when the share of weight that fires lies above a threshold.</summary>
    /// <remarks>
    /// The share is the weight of the parts that fire over the weight of those that do not abstain, in [0, 1], cut to 15 decimals; weights are added as decimals, so that ties are exact and
    /// their order changes nothing. An abstaining part does not count, so it can only raise the share of the others; when all abstain, so does the whole. A part that is missing an input or
    /// failed comes out as it is, however little it weighs: a fault is not outvoted. The proposal is <paramref name="outcome"/> or what the strictest part that fired proposes, if that is stricter.
    /// The whole is a threshold on a score, the share: a certificate calibrated on it holds as for any other score; thresholds inside the parts do not decide alone and bring no certificate.
    /// </remarks>
    /// <param name="name">The name, unique within a policy.</param>
    /// <param name="above">The threshold, with <see cref="ScoreDirection.HigherDelegates"/>: a certificate, or a number in [0, 1) typed by hand. As a <see cref="ThresholdPurpose.Budget"/> it caps the cost rule.</param>
    /// <param name="reason">The reason to give; <see cref="WeightedEvidence"/> when null.</param>
    /// <param name="outcome">What to propose at least; stricter than <see cref="DecisionOutcome.Act"/>.</param>
    /// <param name="parts">At least one trigger, each with its weight, from 0.0001 to 10,000; only their proportions matter.</param>
    /// <exception cref="ArgumentException">Thrown when the name is blank, the parts are empty, hold null or are more than 1,000, or low shares would escalate.</exception>
    /// <exception cref="ArgumentNullException">Thrown when the threshold or the parts are null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when a weight or the outcome is out of range, or an uncalibrated threshold is outside [0, 1).</exception>
    public static ITrigger Weighted(string name, Threshold above, Reason? reason = null, DecisionOutcome outcome = DecisionOutcome.EscalateToPerson, params (ITrigger Part, double Weight)[] parts)
    {
        ArgumentNullException.ThrowIfNull(parts);
        ITrigger[] triggers = TriggerParts.Require(Array.ConvertAll(parts, part => part.Part), nameof(parts));
        return new WeightedTrigger(name, triggers, new WeightedRule(Array.ConvertAll(parts, part => part.Weight), above, reason ?? WeightedEvidence, outcome));
    }

    /// <summary>Fires when the parts that fire weigh more than a share typed by hand; parts run side by side. There is none with a certificate: what runs asynchronously lies outside of every one.</summary>
    /// <param name="name">The name, unique within a policy.</param>
    /// <param name="above">The share, in [0, 1). Equality does not fire.</param>
    /// <param name="parts">At least one trigger, each with its weight, from 0.0001 to 10,000; only their proportions matter.</param>
    /// <exception cref="ArgumentException">Thrown when the name is blank, or the parts are empty, hold null or are more than 1,000.</exception>
    /// <exception cref="ArgumentNullException">Thrown when the parts are null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when a weight is out of range or the share is outside [0, 1).</exception>
    public static IAsyncTrigger Weighted(string name, double above, params (IAsyncTrigger Part, double Weight)[] parts) =>
        Weighted(name, above, null, DecisionOutcome.EscalateToPerson, parts);

    /// <inheritdoc cref="Weighted(string, double, ValueTuple{IAsyncTrigger, double}[])"/>
    /// <param name="name">The name, unique within a policy.</param>
    /// <param name="above">The share, in [0, 1). Equality does not fire.</param>
    /// <param name="reason">The reason to give; <see cref="WeightedEvidence"/> when null.</param>
    /// <param name="outcome">What to propose at least; stricter than <see cref="DecisionOutcome.Act"/>.</param>
    /// <param name="parts">At least one trigger, each with its weight.</param>
    public static IAsyncTrigger Weighted(string name, double above, Reason? reason, DecisionOutcome outcome, params (IAsyncTrigger Part, double Weight)[] parts)
    {
        ArgumentNullException.ThrowIfNull(parts);
        IAsyncTrigger[] triggers = TriggerParts.Require(Array.ConvertAll(parts, part => part.Part), nameof(parts));
        return new AsyncWeightedTrigger(name, triggers, new WeightedRule(Array.ConvertAll(parts, part => part.Weight), ByHand(above), reason ?? WeightedEvidence, outcome));
    }

    /// <summary>For risk and not a budget: a number typed by hand should not cap the cost rule unasked.</summary>
    internal static Threshold ByHand(double above) => new(Guard.Finite(above), ScoreDirection.HigherDelegates, ThresholdPurpose.Risk, ThresholdOrigin.Uncalibrated);
}
