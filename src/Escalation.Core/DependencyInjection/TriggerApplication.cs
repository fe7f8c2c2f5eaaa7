using Escalation.Decisions;
using Escalation.Triggers.Confidence;
using Escalation.Triggers.Sensitivity;

namespace Escalation.DependencyInjection;

/// <summary>Turns the validated sections of scores and texts into triggers.</summary>
internal static class TriggerApplication
{
    private const string Sensitivity = "sensitivity";

    internal static void ApplyScores(EscalationOptions options, EscalationPolicyBuilder policy, TimeProvider time)
    {
        if (options.SelfConsistency is { } agreement)
        {
            policy.Confidence(ThresholdOf(agreement.Below, agreement.Certificate, time), OptionsApplication.Named(SourceOf(agreement), agreement.ScoreId), agreement.Outcome, "self-consistency");
        }

        if (options.Verifier is { } verifier)
        {
            policy.Confidence(ThresholdOf(verifier.Below, verifier.Certificate, time), OptionsApplication.Named(TurnPredictors.VerifierScore, verifier.ScoreId), verifier.Outcome, "verifier");
        }

        if (options.LogProbs is { } logProbs)
        {
            policy.Confidence(ThresholdOf(logProbs.Below, logProbs.Certificate, time), OptionsApplication.Named(logProbs.ToPredictor(), logProbs.ScoreId), logProbs.Outcome, "log-probs");
        }

        if (options.DelegationValue is { } gain)
        {
            policy.DelegationValue(gain.Above, outcome: gain.Outcome);
        }

        if (options.VerbalizedConfidence is { Enabled: true } verbalized)
        {
            policy.Add(new VerbalizedConfidenceTrigger("verbalized-confidence", verbalized));
        }
    }

    internal static void ApplyTexts(EscalationOptions options, EscalationPolicyBuilder policy)
    {
        if (options.Keywords is { } keywords)
        {
            ApplyKeywords(keywords, policy);
        }

        if (options.Patterns is { Enabled: true } patterns)
        {
            policy.Add(patterns.ToTrigger($"{Sensitivity}-pattern"));
        }

        if (options.PersonalData is { Enabled: true } data)
        {
            policy.Add(data.ToTrigger($"{Sensitivity}-personal-data"));
        }

        if (options.Sentiment is { Enabled: true } sentiment)
        {
            policy.Add(sentiment.ToTrigger($"{Sensitivity}-sentiment", sentiment.ReadLexicon()));
        }

        if (options.HiddenText is { Enabled: true } hidden)
        {
            policy.Add(hidden.ToTrigger($"{Sensitivity}-hidden-text"));
        }

        if (options.Accounts is { Enabled: true } accounts)
        {
            policy.Add(accounts.ToTrigger($"{Sensitivity}-account"));
        }
    }

    /// <exception cref="PolicyBuildException">Thrown when nobody would tell the alarm of decisions, so that it would never go off.</exception>
    internal static void ApplyWatch(EscalationOptions options, EscalationPolicyBuilder policy, SignalWatch? watch)
    {
        if (options.DegenerateSignal is not { Enabled: true } alarm)
        {
            return;
        }

        if (watch is null)
        {
            throw new PolicyBuildException("The configuration DegenerateSignal needs a runtime of the policy (AddRuntime), which tells the alarm of decisions; without one it would never go off.");
        }

        IPredictor score = alarm.Score switch
        {
            WatchedScore.Verifier => TurnPredictors.VerifierScore,
            WatchedScore.SelfConsistency => SourceOf(options.SelfConsistency ?? new SelfConsistencySettings()),
            WatchedScore.LogProbs => (options.LogProbs ?? new LogProbSettings()).ToPredictor(),
            _ => TurnPredictors.Confidence,
        };
        policy.Add(new DegenerateSignalTrigger("degenerate-signal", watch.For(alarm, score), alarm.Outcome));
    }

    internal static SensitiveTopic? BuiltIn(string name) => SensitiveTopics.All.Append(SensitiveTopics.PromptInjection).FirstOrDefault(topic => string.Equals(topic.Name, name, StringComparison.OrdinalIgnoreCase));

    internal static KeywordOptions OptionsOf(KeywordSettings keywords) => new()
    {
        Matching = keywords.Matching,
        Folding = keywords.Folding,
        Sources = keywords.Sources,
        MaximumLength = keywords.MaximumLength,
        TextIsOptional = keywords.TextIsOptional,
    };

    /// <summary>What the trigger refuses is a fault of the configuration here, so the section is named.</summary>
    private static void ApplyKeywords(KeywordSettings keywords, EscalationPolicyBuilder policy)
    {
        try
        {
            SensitiveTopic[] topics =
            [
                .. keywords.Topics.Select(topic => topic.ToTopic()),
                .. keywords.BuiltIn.Select(name => BuiltIn(name)!),
                .. keywords.Words.Count == 0 ? [] : new[] { new SensitiveTopic(SensitivityBuilder.DefaultTopic, keywords.Words) },
            ];
            policy.Add(new KeywordTrigger(Sensitivity, topics, OptionsOf(keywords)));
        }
        catch (ArgumentException refusal)
        {
            throw new PolicyBuildException($"The configuration Keywords cannot be used: {refusal.Message}", refusal);
        }
    }

    private static IPredictor SourceOf(SelfConsistencySettings agreement) =>
        agreement.OfAnswer ? SelfConsistency.AnswerShare(agreement.MinimumSamples) : SelfConsistency.LargestShare(agreement.MinimumSamples);

    private static Threshold ThresholdOf(double? below, string? certificate, TimeProvider time) =>
        certificate is null ? Threshold.ActAtOrAbove(below!.Value) : OptionsApplication.ReadCertificate(certificate, time);
}
