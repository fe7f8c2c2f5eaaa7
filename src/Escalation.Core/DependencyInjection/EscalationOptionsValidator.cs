using System.Globalization;
using Escalation.Decisions;
using Escalation.Triggers.Ambiguity;
using Escalation.Triggers.Ambiguity.Attribution;
using Escalation.Triggers.Ambiguity.Goals;
using Escalation.Triggers.Ambiguity.Scores;
using Escalation.Triggers.Ambiguity.Slots;
using Escalation.Triggers.Loops;
using Microsoft.Extensions.Options;

namespace Escalation.DependencyInjection;

/// <summary>Validates what configuration says of a policy; each failure names the option, the bound and the value.</summary>
/// <remarks>What the parts themselves refuse, such as two routes for one reason, is refused when the policy is built right after.</remarks>
public sealed class EscalationOptionsValidator : IValidateOptions<EscalationOptions>
{
    private static readonly TimeSpan LongestTimeBudget = TimeSpan.FromDays(1);

    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, EscalationOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var result = new ValidateOptionsResultBuilder();
        if (options.Version is < 1 or > EscalationOptions.CurrentVersion)
        {
            Fail(result, "Version", $"from 1 to {EscalationOptions.CurrentVersion}, which is what this library knows", options.Version);
        }

        ValidateConfidence(result, options.Confidence);
        ValidateCosts(result, options.Costs);
        ValidateWords(result, options.Keywords);
        ValidatePart(result, "Loops", () => new LoopTrigger("loops", options.Loops));
        ValidatePart(result, "Ambiguity", () => new AmbiguityTrigger("ambiguity", options.Ambiguity));
        ValidateSlots(result, options.Slots);
        ValidatePart(result, "Goals", () => new GoalTrigger("goals", options.Goals));
        ValidatePart(result, "Attribution", () => new AttributionTrigger("attribution", options.Attribution));
        ValidateScore(result, "Disagreement", "Above", options.Disagreement?.Above, options.Disagreement?.Certificate, options.Disagreement?.ScoreId, options.Disagreement is { } disagreement ? disagreement.ToScore : null);
        ValidateScore(result, "OutOfScope", "Level", options.OutOfScope?.Level, options.OutOfScope?.Certificate, options.OutOfScope?.ScoreId, options.OutOfScope is { } outOfScope ? outOfScope.ToScore : null);
        TriggerSettingsValidation.Validate(result, options);
        ValidateRoutes(result, options.Routes);
        if (options.TimeBudget is { } budget && (budget <= TimeSpan.Zero || budget > LongestTimeBudget))
        {
            Fail(result, "TimeBudget", "above zero and at most a day", budget);
        }

        return result.Build();
    }

    private static void ValidateConfidence(ValidateOptionsResultBuilder result, ConfidenceSettings? confidence)
    {
        if (confidence is null)
        {
            return;
        }

        OriginValidation.Validate(result, "Confidence", "Below", confidence.Below, confidence.Certificate, confidence.ScoreId);
        if (confidence.Below is { } below && !IsProbability(below))
        {
            Fail(result, "Confidence:Below", "a probability in [0, 1]", below);
        }
    }

    private static void ValidateScore(ValidateOptionsResultBuilder result, string path, string number, double? level, string? certificate, string? scoreId, Func<DirectedScore>? make)
    {
        if (make is null)
        {
            return;
        }

        ValidatePart(result, path, make);
        OriginValidation.Validate(result, path, number, level, certificate, scoreId);
        if (level is { } given && !double.IsFinite(given))
        {
            Fail(result, $"{path}:{number}", "a finite number", given);
        }
    }

    private static void ValidateSlots(ValidateOptionsResultBuilder result, SlotSettings? slots)
    {
        if (slots is not null)
        {
            ValidatePart(result, "Slots", () => new SlotTrigger("slots", [], slots));
        }
    }

    private static void ValidateCosts(ValidateOptionsResultBuilder result, CostSettings? costs)
    {
        if (costs is null)
        {
            return;
        }

        ValidatePair(result, "Costs", costs.WrongAct, costs.Escalation);
        foreach ((string decisionClass, ClassCostSettings own) in costs.Classes)
        {
            ValidatePair(result, $"Costs:Classes:{decisionClass}", own.WrongAct, own.Escalation);
        }

        if (costs.ExpertIsRight is { } expert && !IsProbability(expert))
        {
            Fail(result, "Costs:ExpertIsRight", "a probability in [0, 1]", expert);
        }
    }

    private static void ValidatePair(ValidateOptionsResultBuilder result, string path, double wrongAct, double escalation) =>
        ValidatePart(result, path, () => new DecisionCosts(wrongAct, escalation));

    /// <summary>Asks the part itself, by making it; the first line of a refusal names option, bound and value.</summary>
    internal static void ValidatePart<TPart>(ValidateOptionsResultBuilder result, string path, Func<TPart> make)
    {
        try
        {
            _ = make();
        }
        catch (ArgumentException refusal)
        {
            result.AddError(refusal.Message.Split('\n', '\r')[0], path);
        }
    }

    private static void ValidateWords(ValidateOptionsResultBuilder result, KeywordSettings? keywords)
    {
        if (keywords is not null && !Enum.IsDefined(keywords.Matching))
        {
            Fail(result, "Keywords:Matching", "WholeWord, WordStart or Anywhere", (int)keywords.Matching);
        }

        if (keywords is { Words.Count: 0, Topics.Count: 0, BuiltIn.Count: 0 })
        {
            result.AddError("There must be at least one word, topic or ready-made topic.", "Keywords:Words");
        }

        for (int i = 0; i < keywords?.Words.Count; i++)
        {
            if (string.IsNullOrWhiteSpace(keywords.Words[i]))
            {
                result.AddError("A word is blank.", string.Create(CultureInfo.InvariantCulture, $"Keywords:Words:{i}"));
            }
        }
    }

    private static void ValidateRoutes(ValidateOptionsResultBuilder result, IList<RouteSettings> routes)
    {
        for (int i = 0; i < routes.Count; i++)
        {
            string path = string.Create(CultureInfo.InvariantCulture, $"Routes:{i}");
            if (string.IsNullOrWhiteSpace(routes[i].Key))
            {
                result.AddError("A route needs a key.", $"{path}:Key");
            }

            if (routes[i].When is { } when && string.IsNullOrWhiteSpace(when))
            {
                result.AddError("The reason is blank; leave it out for every other reason.", $"{path}:When");
            }

            if (!Enum.IsDefined(routes[i].Priority))
            {
                Fail(result, $"{path}:Priority", "Low, Normal, High or Urgent", (int)routes[i].Priority);
            }
        }
    }

    /// <summary>A negative zero is refused as well: nobody means it.</summary>
    internal static bool IsProbability(double value) => value is >= 0.0 and <= 1.0 && !double.IsNegative(value);

    internal static void Fail(ValidateOptionsResultBuilder result, string path, string bound, IFormattable value) =>
        result.AddError(string.Create(CultureInfo.InvariantCulture, $"It must be {bound}, but is {value}."), path);
}
