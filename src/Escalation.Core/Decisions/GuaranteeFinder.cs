namespace Escalation.Decisions;

/// <summary>Works out what a certificate can promise about a policy's final decision.</summary>
internal static class GuaranteeFinder
{
    internal const string CostRuleName = "cost rule";
    internal const string FaultsName = "faults";
    internal const string ChangeName = "changes since the calibration";
    internal const string MissingThresholdName = "a threshold of the certificate that is not deployed";

    /// <summary>A certificate covers the decision fully when its threshold alone, or that threshold capped by costs below a budget, can escalate; or when it was computed with everything else that can. A certificate of several thresholds covers it when all of them are there.</summary>
    /// <param name="triggers">The synchronous triggers.</param>
    /// <param name="asynchronous">The asynchronous triggers.</param>
    /// <param name="hasCostRule">Whether there are costs.</param>
    /// <param name="budgetIndex">The trigger whose threshold caps the cost rule, or -1.</param>
    /// <param name="fingerprintWithout">The policy's fingerprint without the threshold of one trigger.</param>
    internal static Guarantee Find(IReadOnlyList<ITrigger> triggers, IReadOnlyList<IAsyncTrigger> asynchronous, bool hasCostRule, int budgetIndex, Func<ITrigger, string> fingerprintWithout)
    {
        var certificates = new List<string>();
        var certified = new List<int>();
        var outside = new List<string>();
        int covered = -1;
        for (int i = 0; i < triggers.Count; i++)
        {
            // Two thresholds of one certificate are one certificate, whose trigger is the first.
            if (triggers[i] is IThresholdTrigger { Outcome: > DecisionOutcome.Nudge, Threshold.Origin.CertificateId: { } id } && !certificates.Contains(id, StringComparer.Ordinal))
            {
                certificates.Add(id);
                certified.Add(i);
                covered = covered < 0 ? i : covered;
            }
        }

        if (certificates.Count == 0)
        {
            return Guarantee.None;
        }

        ThresholdOrigin origin = ((IThresholdTrigger)triggers[covered]).Threshold.Origin;
        if (origin.PolicyFingerprint is { } calibrated)
        {
            if (string.Equals(calibrated, fingerprintWithout(triggers[covered]), StringComparison.Ordinal))
            {
                return new Guarantee(GuaranteeScope.Full, [.. certificates], [], [.. certified]);
            }

            outside.Add(ChangeName);
        }

        var together = new HashSet<(ScoreDirection, double)>();
        for (int i = 0; i < triggers.Count; i++)
        {
            if (i == covered || (origin.Thresholds > 1 && IsOf(triggers[i], origin)))
            {
                Threshold threshold = ((IThresholdTrigger)triggers[i]).Threshold;
                together.Add((threshold.Direction, threshold.Value));
            }
            else
            {
                outside.Add(triggers[i].Name);
            }
        }

        if (together.Count < origin.Thresholds)
        {
            outside.Add(MissingThresholdName);
        }

        outside.AddRange(asynchronous.Select(trigger => trigger.Name));
        if (hasCostRule && covered != budgetIndex)
        {
            outside.Add(CostRuleName);
        }

        return new Guarantee(outside.Count == 0 ? GuaranteeScope.Full : GuaranteeScope.Partial, [.. certificates], [.. outside], [.. certified]);
    }

    private static bool IsOf(ITrigger trigger, ThresholdOrigin origin) =>
        trigger is IThresholdTrigger { Outcome: > DecisionOutcome.Nudge, Threshold.Origin.CertificateId: { } id } && string.Equals(id, origin.CertificateId, StringComparison.Ordinal);

    /// <summary>A fault escalates beyond any certified rule.</summary>
    internal static Guarantee AfterFault(Guarantee guarantee) => guarantee.Scope == GuaranteeScope.None
        ? guarantee
        : guarantee.Without(FaultsName);
}
