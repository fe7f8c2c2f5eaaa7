using System.Globalization;
using Escalation.Decisions;
using Escalation.Triggers.Confidence;
using Escalation.Triggers.Sensitivity;
using Escalation.Triggers.Sensitivity.Sentiment;
using Microsoft.Extensions.Options;

namespace Escalation.DependencyInjection;

/// <summary>Validates the sections of scores, texts, compositions and rules. What can be asked of the part itself is: it names option, bound and value.</summary>
internal static class TriggerSettingsValidation
{
    internal static void Validate(ValidateOptionsResultBuilder result, EscalationOptions options)
    {
        ValidateScores(result, options);
        ValidateTexts(result, options);
        for (int i = 0; i < options.Compositions.Count; i++)
        {
            ValidateComposition(result, string.Create(CultureInfo.InvariantCulture, $"Compositions:{i}"), options.Compositions[i]);
        }

        for (int i = 0; i < options.Rules.Count; i++)
        {
            RuleSettings rule = options.Rules[i];
            string path = string.Create(CultureInfo.InvariantCulture, $"Rules:{i}");
            if (string.IsNullOrWhiteSpace(rule.Trigger))
            {
                result.AddError("A rule names a trigger.", $"{path}:Trigger");
            }

            EscalationOptionsValidator.ValidatePart(result, path, rule.ToRule);
        }
    }

    private static void ValidateScores(ValidateOptionsResultBuilder result, EscalationOptions options)
    {
        if (options.Confidence is { } confidence)
        {
            ValidateProposal(result, "Confidence:Outcome", confidence.Outcome);
        }

        if (options.SelfConsistency is { } agreement)
        {
            ValidateOrigin(result, "SelfConsistency", agreement.Below, agreement.Certificate, agreement.ScoreId, isProbability: true);
            EscalationOptionsValidator.ValidatePart(result, "SelfConsistency:MinimumSamples", () => SelfConsistency.LargestShare(agreement.MinimumSamples));
            ValidateProposal(result, "SelfConsistency:Outcome", agreement.Outcome);
        }

        if (options.Verifier is { } verifier)
        {
            ValidateOrigin(result, "Verifier", verifier.Below, verifier.Certificate, verifier.ScoreId, isProbability: false);
            ValidateProposal(result, "Verifier:Outcome", verifier.Outcome);
        }

        if (options.LogProbs is { } logProbs)
        {
            ValidateOrigin(result, "LogProbs", logProbs.Below, logProbs.Certificate, logProbs.ScoreId, isProbability: true);
            EscalationOptionsValidator.ValidatePart(result, "LogProbs", logProbs.ToPredictor);
            ValidateProposal(result, "LogProbs:Outcome", logProbs.Outcome);
        }

        if (options.DelegationValue is { } gain)
        {
            if (!(gain.Above >= -1.0 && gain.Above <= 1.0))
            {
                EscalationOptionsValidator.Fail(result, "DelegationValue:Above", "a value in [-1, 1]", gain.Above);
            }

            ValidateProposal(result, "DelegationValue:Outcome", gain.Outcome);
        }

        EscalationOptionsValidator.ValidatePart(result, "VerbalizedConfidence", () => new VerbalizedConfidenceTrigger("verbalized-confidence", options.VerbalizedConfidence));
        if (options.DegenerateSignal is { } alarm)
        {
            EscalationOptionsValidator.ValidatePart(result, "DegenerateSignal", () => new DegenerateSignalMonitor(options: alarm));
            ValidateProposal(result, "DegenerateSignal:Outcome", alarm.Outcome);
            if (!Enum.IsDefined(alarm.Score))
            {
                EscalationOptionsValidator.Fail(result, "DegenerateSignal:Score", "Confidence, Verifier, SelfConsistency or LogProbs", (int)alarm.Score);
            }
        }
    }

    private static void ValidateTexts(ValidateOptionsResultBuilder result, EscalationOptions options)
    {
        for (int i = 0; i < options.Keywords?.Topics.Count; i++)
        {
            EscalationOptionsValidator.ValidatePart(result, string.Create(CultureInfo.InvariantCulture, $"Keywords:Topics:{i}"), options.Keywords.Topics[i].ToTopic);
        }

        for (int i = 0; i < options.Keywords?.BuiltIn.Count; i++)
        {
            string given = options.Keywords.BuiltIn[i];
            if (TriggerApplication.BuiltIn(given) is null)
            {
                result.AddError($"It must be one of {string.Join(", ", SensitiveTopics.All.Append(SensitiveTopics.PromptInjection).Select(topic => topic.Name))}, but is '{given}'.", string.Create(CultureInfo.InvariantCulture, $"Keywords:BuiltIn:{i}"));
            }
        }

        if (options.Keywords is { } keywords && Enum.IsDefined(keywords.Matching))
        {
            // One harmless word stands for the others, which are looked at one by one.
            EscalationOptionsValidator.ValidatePart(result, "Keywords", () => new KeywordTrigger("sensitivity", [new SensitiveTopic("any", ["word"])], TriggerApplication.OptionsOf(keywords)));
        }

        Ask(result, "Patterns", options.Patterns, patterns => patterns.ToTrigger("patterns"));
        Ask(result, "PersonalData", options.PersonalData, data => data.ToTrigger("personal-data"));
        Ask(result, "Sentiment", options.Sentiment, sentiment => sentiment.ToTrigger("sentiment", SentimentLexicon.Default));
        Ask(result, "HiddenText", options.HiddenText, hidden => hidden.ToTrigger("hidden-text"));
        Ask(result, "Accounts", options.Accounts, accounts => accounts.ToTrigger("accounts"));
    }

    private static void ValidateComposition(ValidateOptionsResultBuilder result, string path, CompositionSettings composition)
    {
        if (string.IsNullOrWhiteSpace(composition.Name))
        {
            result.AddError("A composition needs a name.", $"{path}:Name");
        }

        for (int i = 0; i < composition.Parts.Count; i++)
        {
            if (string.IsNullOrWhiteSpace(composition.Parts[i].Trigger))
            {
                result.AddError("A part names a trigger.", string.Create(CultureInfo.InvariantCulture, $"{path}:Parts:{i}:Trigger"));
            }
        }

        // Silent stand-ins for the parts, which only the policy knows: the composition itself says what is wrong.
        EscalationOptionsValidator.ValidatePart(result, path, () => CompositionApplication.Compose(composition, [.. composition.Parts.Select(object (part) => new StandIn())], Threshold.DelegateAbove(0.5)));
    }

    /// <summary>A threshold is a certificate or a number.</summary>
    private static void ValidateOrigin(ValidateOptionsResultBuilder result, string path, double? below, string? certificate, string? scoreId, bool isProbability)
    {
        OriginValidation.Validate(result, path, "Below", below, certificate, scoreId);
        if (below is { } number && !(isProbability ? EscalationOptionsValidator.IsProbability(number) : double.IsFinite(number)))
        {
            EscalationOptionsValidator.Fail(result, $"{path}:Below", isProbability ? "a probability in [0, 1]" : "a finite number", number);
        }
    }

    private static void ValidateProposal(ValidateOptionsResultBuilder result, string path, DecisionOutcome outcome)
    {
        if (outcome is <= DecisionOutcome.Act or > DecisionOutcome.SafeStop)
        {
            result.AddError($"It must be stricter than Act, but is {outcome}.", path);
        }
    }

    private static void Ask<TSettings, TTrigger>(ValidateOptionsResultBuilder result, string path, TSettings? settings, Func<TSettings, TTrigger> make)
        where TSettings : class
    {
        if (settings is not null)
        {
            EscalationOptionsValidator.ValidatePart(result, path, () => make(settings));
        }
    }

    private sealed class StandIn : ITrigger
    {
        public string Name => "stand-in";

        public Signal Evaluate(AgentTurn turn) => Signal.Quiet();
    }
}
