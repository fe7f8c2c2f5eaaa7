using System.Globalization;
using System.Text;
using Escalation.Decisions;

namespace Escalation.Triggers;

/// <summary>The checked weights and the threshold of a weighted composition: what the synchronous and the asynchronous one have in common.</summary>
internal sealed class WeightedRule
{
    /// <summary>With at most <see cref="MostParts"/> weights in this range the decimals hold every sum exactly.</summary>
    private const double SmallestWeight = 0.0001;
    private const double LargestWeight = 10_000.0;
    private const int MostParts = 1_000;

    private readonly decimal[] _weights;
    private readonly Reason _reason;

    internal WeightedRule(double[] weights, Threshold above, Reason reason, DecisionOutcome outcome)
    {
        ArgumentNullException.ThrowIfNull(above);
        if (above.Direction != ScoreDirection.HigherDelegates)
        {
            throw new ArgumentException($"A weighted composition escalates by high shares, but its threshold says: {above}.", nameof(above));
        }

        // A calibrated threshold may lie anywhere: never to delegate is an answer of a calibration.
        if (above.Origin == ThresholdOrigin.Uncalibrated && !(above.Value >= 0.0 && above.Value < 1.0))
        {
            Guard.OutOfRange(nameof(above), "in [0, 1), since a share lies in [0, 1] and must be able to exceed it", above.Value);
        }

        if (weights.Length > MostParts)
        {
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"parts must hold at most {MostParts} triggers, but holds {weights.Length}."), nameof(weights));
        }

        Above = above;
        Outcome = TriggerParts.RequireProposal(outcome);
        _reason = reason;
        _weights = [.. weights.Select(Checked)];
        Configuration = string.Create(CultureInfo.InvariantCulture, $"{TriggerParts.Counted(reason.Code)}{string.Join('+', _weights.Select(weight => weight.ToString(CultureInfo.InvariantCulture)))}");
    }

    internal Threshold Above { get; }

    internal DecisionOutcome Outcome { get; }

    internal string Configuration { get; }

    internal decimal WeightOf(int part) => _weights[part];

    /// <summary>Fires when the share lies above the threshold. Allocates nothing; constant time.</summary>
    internal Signal Join(in WeightedTally tally)
    {
        SignalTally signals = tally.Signals;
        if (signals.Applicable == 0)
        {
            return Signal.NotApplicable();
        }

        if (signals.Failed > 0)
        {
            // A failed part counts as the answer that would have fired.
            DecisionOutcome proposal = signals.Fired > 0 ? signals.Strictest.Proposal : DecisionOutcome.Act;
            return Above.Escalates(tally.LargestShare) ? signals.Worst.RaisedTo(Stricter(Outcome, proposal)) : signals.Worst;
        }

        double share = tally.Share;
        return !Above.Escalates(share) ? Signal.Quiet(share, Above.Value)
            : signals.Fired == 0 ? Signal.Fire(_reason, Outcome, share, Above.Value)
            : Signal.Fire(_reason, Stricter(Outcome, signals.Strictest.Proposal), share, Above.Value, signals.Strictest.Reason.Code).WithSeverity(signals.Strictest.Severity);
    }

    /// <summary>The weights and the threshold in words.</summary>
    internal string Describe(IReadOnlyList<string> names) =>
        string.Create(CultureInfo.InvariantCulture, $"{string.Join("; ", names.Select((name, i) => string.Create(CultureInfo.InvariantCulture, $"{name} of weight {_weights[i]}")))}; {Above}.");

    /// <summary>What each part said, how much it weighs, and what that comes to.</summary>
    internal string Describe(IReadOnlyList<string> names, ReadOnlySpan<Signal> signals)
    {
        var tally = default(WeightedTally);
        var text = new StringBuilder();
        for (int i = 0; i < signals.Length; i++)
        {
            tally.Add(signals[i], _weights[i]);
            text.Append(CultureInfo.InvariantCulture, $"{(i == 0 ? "" : "; ")}{names[i]} of weight {_weights[i]} {ExplanationWriter.Describe(signals[i])}");
        }

        string would = tally.Signals.Failed > 0 ? string.Create(CultureInfo.InvariantCulture, $", up to {tally.LargestShare:G6} with what failed") : "";
        return string.Create(CultureInfo.InvariantCulture, $"{text}. Share {tally.Share:G6} of the weight that applies{would}; {Above}.");
    }

    private static DecisionOutcome Stricter(DecisionOutcome first, DecisionOutcome second) => first >= second ? first : second;

    private static decimal Checked(double weight) => weight >= SmallestWeight && weight <= LargestWeight
        ? (decimal)weight
        : throw new ArgumentOutOfRangeException(nameof(weight), weight, string.Create(CultureInfo.InvariantCulture, $"weight must be from {SmallestWeight} to {LargestWeight}, but was {weight:R}."));
}
