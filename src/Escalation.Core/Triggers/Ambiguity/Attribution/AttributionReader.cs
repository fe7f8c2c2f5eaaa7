using System.Globalization;
using Escalation.Decisions;
using Escalation.Triggers.Ambiguity.Goals;
using Escalation.Triggers.Ambiguity.Scores;
using Escalation.Triggers.Ambiguity.Slots;
using Escalation.Uncertainty.Attribution;

namespace Escalation.Triggers.Ambiguity.Attribution;

/// <summary>Collects the signals of a turn that attribution rests on. What is there and cannot be read is a fault; allocates nothing otherwise.</summary>
internal sealed class AttributionReader(int minimumSamples, SlotTrigger? slots, DirectedScore? outOfScope)
{
    private static readonly GoalMarks Marks = GoalMarks.Questions | GoalMarks.NumberedLines;

    private readonly DirectedScore _disagreement = AmbiguityScores.Disagreement(DisagreementMeasure.Confident, minimumSamples, optional: true);
    private readonly DirectedScore _margin = AmbiguityScores.ReadingMargin(optional: true);

    internal string Configuration => string.Create(CultureInfo.InvariantCulture, $"{minimumSamples};{TriggerParts.Counted(slots?.Configuration ?? "")}{TriggerParts.Counted(outOfScope is null ? "" : $"{outOfScope.Name}({outOfScope.Configuration})")}");

    /// <summary>Reads the signals.</summary>
    /// <param name="turn">The turn.</param>
    /// <param name="fault">An estimate without value when a signal is there and cannot be read; else null.</param>
    internal AttributionSignals Read(AgentTurn turn, out Estimate? fault)
    {
        fault = null;
        SlotReport report = default;
        bool hasSlots = slots is not null && slots.TryCheck(turn, out report, out _);
        if (report.Fault is { } unreadable)
        {
            fault = Estimate.Missing(unreadable, report.Detail);
        }

        bool unscored = turn.Interpretations is { Count: > 0 } readings && readings[0] is { Score: null };
        return new AttributionSignals
        {
            ReadingMargin = unscored || turn.Interpretations is not { Count: > 1 } ? null : Value(_margin, turn, ref fault),
            Readings = unscored ? turn.Interpretations!.Count : null,
            ConfidentDisagreement = HasLogProbs(turn.Samples) ? Value(_disagreement, turn, ref fault) : null,
            Goals = string.IsNullOrWhiteSpace(turn.Request) || turn.Request.Length > GoalOptions.DefaultMaximumLength ? null : GoalCounter.Count(turn.Request, Marks),
            MissingSlots = hasSlots ? report.Missing : null,
            RequiredSlots = hasSlots ? report.Required : null,
            RetrievedPassages = Count(turn, AttributionAttributes.RetrievedPassages, ref fault),
            RetrievalScore = Number(turn, AttributionAttributes.RetrievalScore, ref fault),
            ApplicableRules = Count(turn, AttributionAttributes.ApplicableRules, ref fault),
            Contradictions = Count(turn, AttributionAttributes.Contradictions, ref fault),
            OutOfScope = outOfScope is null ? null : Value(outOfScope, turn, ref fault),
            AmbiguousInputIndicator = Number(turn, AttributionAttributes.AmbiguousInput, ref fault),
            MissingContextIndicator = Number(turn, AttributionAttributes.MissingContext, ref fault),
            PolicyGapIndicator = Number(turn, AttributionAttributes.PolicyGap, ref fault),
            ConflictIndicator = Number(turn, AttributionAttributes.Conflict, ref fault),
            OutOfDistributionIndicator = Number(turn, AttributionAttributes.OutOfDistribution, ref fault),
        };
    }

    /// <summary>Samples too few, or without log-probabilities, say nothing of confident disagreement; other triggers ask for them.</summary>
    private bool HasLogProbs(IReadOnlyList<AnswerSample>? samples)
    {
        if (samples is null || samples.Count < minimumSamples)
        {
            return false;
        }

        for (int i = 0; i < samples.Count; i++)
        {
            if (samples[i] is { LogProb: null })
            {
                return false;
            }
        }

        return true;
    }

    private static double? Value(DirectedScore score, AgentTurn turn, ref Estimate? fault)
    {
        Estimate estimate = score.Predict(turn);
        fault ??= estimate.Kind is SignalKind.Value or SignalKind.NotApplicable ? null : estimate;
        return estimate.HasValue ? estimate.Value : null;
    }

    private static double? Number(AgentTurn turn, string attribute, ref Estimate? fault)
    {
        if (turn.Attributes is not { } attributes || !attributes.TryGetValue(attribute, out string? text) || string.IsNullOrWhiteSpace(text))
        {
            return null;
        }

        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && double.IsFinite(value))
        {
            return value;
        }

        fault ??= Estimate.Missing(Reason.ScoreUndefined, attribute);
        return null;
    }

    private static int? Count(AgentTurn turn, string attribute, ref Estimate? fault)
    {
        if (Number(turn, attribute, ref fault) is not { } number)
        {
            return null;
        }

        if (number >= 0.0 && number <= int.MaxValue && number == Math.Floor(number))
        {
            return (int)number;
        }

        fault ??= Estimate.Missing(Reason.ScoreOutOfRange, attribute);
        return null;
    }
}
