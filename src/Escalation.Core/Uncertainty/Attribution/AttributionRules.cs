using Escalation.Decisions;

namespace Escalation.Uncertainty.Attribution;

/// <summary>The rules of <see cref="UncertaintyAttribution"/>, one a line. Pure; without a list to fill they allocate nothing.</summary>
internal static class AttributionRules
{
    /// <summary>Why the signals cannot be used, or null. Levels have been checked before.</summary>
    internal static Reason? Fault(in AttributionSignals s)
    {
        return Share(s.ReadingMargin) ?? Share(s.ConfidentDisagreement) ?? Share(s.RetrievalScore)
            ?? Share(s.AmbiguousInputIndicator) ?? Share(s.MissingContextIndicator) ?? Share(s.PolicyGapIndicator) ?? Share(s.ConflictIndicator) ?? Share(s.OutOfDistributionIndicator)
            ?? Count(s.Readings, 1) ?? Count(s.Goals, 1) ?? Count(s.MissingSlots, 0) ?? Count(s.RequiredSlots, s.MissingSlots ?? 0)
            ?? Count(s.RetrievedPassages, 0) ?? Count(s.ApplicableRules, 0) ?? Count(s.Contradictions, 0)
            ?? (s.OutOfScope is { } score && !double.IsFinite(score) ? Reason.ScoreUndefined : null);

        static Reason? Share(double? value) => value is not { } given || given is >= 0.0 and <= 1.0 ? null : double.IsFinite(given) ? Reason.ScoreOutOfRange : Reason.ScoreUndefined;

        static Reason? Count(int? value, int least) => value is not { } given || given >= least ? null : Reason.ScoreOutOfRange;
    }

    /// <summary>The strongest evidence, of strength 0 when there is none.</summary>
    /// <param name="signals">Signals without fault.</param>
    /// <param name="levels">Levels in range.</param>
    /// <param name="all">Receives every piece of evidence; null when nobody wants them.</param>
    internal static CauseEvidence Strongest(in AttributionSignals signals, AttributionLevels levels, List<CauseEvidence>? all = null)
    {
        var sink = new Sink(all);
        Context(signals, levels, ref sink);
        Input(signals, levels, ref sink);
        if (signals.Contradictions is > 0 and var contradictions)
        {
            sink.Add(UncertaintyCause.Conflict, 1.0 - (1.0 / (1.0 + contradictions)), AttributionSignal.Contradictions, contradictions, 0.0);
        }

        if (signals.ApplicableRules == 0)
        {
            sink.Add(UncertaintyCause.PolicyGap, 1.0, AttributionSignal.ApplicableRules, 0.0, 0.0);
        }

        if (signals.OutOfScope is { } score && levels.OutOfScope is { } threshold && threshold.Escalates(score))
        {
            double strength = levels.OutOfScopeSpan is { } span ? Math.Min(1.0, Math.Abs(score - threshold.Value) / span) : 1.0;
            sink.Add(UncertaintyCause.OutOfDistribution, strength, AttributionSignal.OutOfScope, score, threshold.Value);
        }

        Indicate(UncertaintyCause.MissingContext, signals.MissingContextIndicator, levels, ref sink);
        Indicate(UncertaintyCause.AmbiguousInput, signals.AmbiguousInputIndicator, levels, ref sink);
        Indicate(UncertaintyCause.Conflict, signals.ConflictIndicator, levels, ref sink);
        Indicate(UncertaintyCause.PolicyGap, signals.PolicyGapIndicator, levels, ref sink);
        Indicate(UncertaintyCause.OutOfDistribution, signals.OutOfDistributionIndicator, levels, ref sink);
        return sink.Strongest;
    }

    private static void Context(in AttributionSignals signals, AttributionLevels levels, ref Sink sink)
    {
        if (signals.MissingSlots is > 0 and var missing)
        {
            sink.Add(UncertaintyCause.MissingContext, (double)missing / (signals.RequiredSlots ?? missing), AttributionSignal.MissingSlots, missing, 0.0);
        }

        if (signals.RetrievedPassages == 0)
        {
            sink.Add(UncertaintyCause.MissingContext, 1.0, AttributionSignal.RetrievedPassages, 0.0, 0.0);
        }

        if (signals.RetrievalScore is { } relevance && levels.RetrievalScore is { } least)
        {
            sink.Add(UncertaintyCause.MissingContext, 1.0 - (relevance / least), AttributionSignal.RetrievalScore, relevance, least);
        }
    }

    private static void Input(in AttributionSignals signals, AttributionLevels levels, ref Sink sink)
    {
        if (signals.ReadingMargin is { } margin)
        {
            sink.Add(UncertaintyCause.AmbiguousInput, 1.0 - (margin / levels.ReadingMargin), AttributionSignal.ReadingMargin, margin, levels.ReadingMargin);
        }

        if (signals.Readings is { } readings)
        {
            sink.Add(UncertaintyCause.AmbiguousInput, 1.0 - (1.0 / readings), AttributionSignal.Readings, readings, 1.0);
        }

        if (signals.ConfidentDisagreement is { } disagreement)
        {
            double level = levels.ConfidentDisagreement;
            sink.Add(UncertaintyCause.AmbiguousInput, (disagreement - level) / (1.0 - level), AttributionSignal.ConfidentDisagreement, disagreement, level);
        }

        if (signals.Goals is { } goals)
        {
            sink.Add(UncertaintyCause.AmbiguousInput, 1.0 - (1.0 / goals), AttributionSignal.Goals, goals, 1.0);
        }
    }

    private static void Indicate(UncertaintyCause cause, double? severity, AttributionLevels levels, ref Sink sink)
    {
        if (severity is { } stated && stated > levels.Indicator)
        {
            sink.Add(cause, stated, AttributionSignal.Indicator, stated, levels.Indicator);
        }
    }

    /// <summary>Keeps the strongest, and the others if somebody wants them. What has no strength above 0 is no evidence.</summary>
    private struct Sink(List<CauseEvidence>? all)
    {
        internal CauseEvidence Strongest { get; private set; }

        internal void Add(UncertaintyCause cause, double strength, string signal, double value, double level)
        {
            if (!(strength > 0.0))
            {
                return;
            }

            var evidence = new CauseEvidence(cause, strength, signal, value, level);
            all?.Add(evidence);
            Strongest = Strongest.Cause == UncertaintyCause.Unknown || UncertaintyAttribution.Compare(evidence, Strongest) < 0 ? evidence : Strongest;
        }
    }
}
