using System.Globalization;

namespace Escalation.Calibration.RiskControl;

/// <summary>Why a family of configurations has no certified member.</summary>
/// <param name="Verdict">The reason.</param>
/// <param name="Message">The reason in a sentence; empty when something is certified.</param>
/// <param name="BlockingRisk">The risk that stands in the way, where it is one.</param>
internal sealed record RiskExplanation(RiskVerdict Verdict, string Message, string? BlockingRisk)
{
    internal static RiskExplanation Of(RiskEvidence evidence, RiskDecision decision, bool certified)
    {
        if (certified)
        {
            return new RiskExplanation(RiskVerdict.Certified, "", null);
        }

        if (!CouldPass(evidence))
        {
            return new RiskExplanation(RiskVerdict.InsufficientSamples, "Not certifiable: under every configuration some risk has too few trials, so that no outcome of them could be rejected.", null);
        }

        int together = 0;
        bool[] passesSomewhere = new bool[evidence.Risks];
        for (int configuration = 0; configuration < evidence.Configurations; configuration++)
        {
            together += evidence.PValue(configuration) <= evidence.Delta ? 1 : 0;
            for (int risk = 0; risk < evidence.Risks; risk++)
            {
                passesSomewhere[risk] |= evidence.PValue(configuration, risk) <= evidence.Delta;
            }
        }

        int nowhere = Array.IndexOf(passesSomewhere, false);
        if (nowhere >= 0)
        {
            string name = evidence.RiskNames[nowhere];
            return new RiskExplanation(RiskVerdict.RiskTooHigh, string.Create(CultureInfo.InvariantCulture, $"Not certifiable: risk '{name}' is within its bound at delta {evidence.Delta:R} under none of {evidence.Configurations} configurations, even tested alone."), name);
        }

        return together == 0 ? Incompatible(evidence) : Blocked(evidence, decision, together);
    }

    private static RiskExplanation Incompatible(RiskEvidence evidence) => new(
        RiskVerdict.RisksIncompatible,
        string.Create(CultureInfo.InvariantCulture, $"Not certifiable: each of {evidence.Risks} risks is within its bound at delta {evidence.Delta:R} under some configuration, but under none are all of them."),
        null);

    private static RiskExplanation Blocked(RiskEvidence evidence, RiskDecision decision, int together)
    {
        foreach (int configuration in decision.FailedAt)
        {
            for (int risk = 0; risk < evidence.Risks; risk++)
            {
                double level = decision.Level(configuration, risk) ?? evidence.Delta;
                double p = evidence.PValue(configuration, risk);
                if (!(p <= level))
                {
                    string name = evidence.RiskNames[risk];
                    return new RiskExplanation(RiskVerdict.SequenceBlocked, string.Create(CultureInfo.InvariantCulture, $"Not certifiable: the test stopped at configuration {configuration}, where risk '{name}' has p = {p:R} > {level:R}; {together} configurations would pass on their own. Choose another order or procedure before reading fresh labels."), name);
                }
            }
        }

        return new RiskExplanation(RiskVerdict.SequenceBlocked, string.Create(CultureInfo.InvariantCulture, $"Not certifiable: {together} of {evidence.Configurations} configurations would pass on their own, but not at the share of the level that they got. Choose another procedure before reading fresh labels."), null);
    }

    private static bool CouldPass(RiskEvidence evidence)
    {
        for (int configuration = 0; configuration < evidence.Configurations; configuration++)
        {
            bool could = true;
            for (int risk = 0; risk < evidence.Risks; risk++)
            {
                could &= evidence.Testing(configuration, risk).LeastPValue <= evidence.Delta;
            }

            if (could)
            {
                return true;
            }
        }

        return false;
    }
}
