using Escalation.Calibration;
using Escalation.Decisions;
using Escalation.Triggers.Loops;

namespace Escalation.DependencyInjection;

/// <summary>Turns validated options into calls of the builder.</summary>
internal static class OptionsApplication
{
    internal static void Apply(EscalationOptions options, EscalationPolicyBuilder policy, TimeProvider time, SignalWatch? watch)
    {
        ApplyConfidence(options.Confidence, policy, time);
        TriggerApplication.ApplyScores(options, policy, time);
        TriggerApplication.ApplyTexts(options, policy);
        if (options.Loops is { Enabled: true } loops)
        {
            policy.Add(new LoopTrigger("loops", loops));
        }

        AmbiguityApplication.Apply(options, policy, time);
        TriggerApplication.ApplyWatch(options, policy, watch);
        ApplyCosts(options.Costs, policy);
        CompositionApplication.Apply(options, policy, time);
        foreach (RouteSettings route in options.Routes)
        {
            policy.Route(route.Key, route.When is { } when ? new Reason(when) : null, route.Priority);
        }

        if (options.TimeBudget is { } budget)
        {
            policy.TimeBudget(budget);
        }
    }

    private static void ApplyConfidence(ConfidenceSettings? confidence, EscalationPolicyBuilder policy, TimeProvider time)
    {
        if (confidence?.Below is { } below)
        {
            policy.Confidence(below, outcome: confidence.Outcome);
        }
        else if (confidence?.Certificate is { } path)
        {
            Threshold threshold = ReadCertificate(path, time);
            _ = threshold.Direction == ScoreDirection.HigherDelegates
                ? policy.DelegationValue(threshold, Named(TurnPredictors.DelegationValue, confidence.ScoreId), confidence.Outcome)
                : policy.Confidence(threshold, Named(TurnPredictors.Confidence, confidence.ScoreId), confidence.Outcome);
        }
    }

    /// <summary>The predictor under the id that the configuration gives its score, if it gives one.</summary>
    internal static IPredictor Named(IPredictor predictor, string? scoreId) => scoreId is null ? predictor : predictor.WithScoreId(scoreId);

    internal static Threshold ReadCertificate(string path, TimeProvider time)
    {
        try
        {
            return Certificate.Parse(File.ReadAllBytes(path)).ToThreshold(time);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or CertificateFormatException or InvalidOperationException)
        {
            throw new PolicyBuildException($"The certificate '{path}' cannot be used: {fault.Message}", fault);
        }
    }

    private static void ApplyCosts(CostSettings? costs, EscalationPolicyBuilder policy)
    {
        if (costs is null)
        {
            return;
        }

        policy.Costs(costs.WrongAct, costs.Escalation);
        foreach ((string decisionClass, ClassCostSettings own) in costs.Classes)
        {
            policy.CostsFor(decisionClass, new DecisionCosts(own.WrongAct, own.Escalation));
        }

        if (costs.ExpertIsRight is { } expert)
        {
            policy.ExpertIsRight(expert);
        }
    }
}
