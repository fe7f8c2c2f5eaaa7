using System.Text.Json;
using Escalation.Evaluation.Profiles;
using Escalation.Statistics;
using Escalation.Tool.Output;

namespace Escalation.Tool.Verbs.Profile;

/// <summary>The answer of <c>profile</c> as JSON. A number that is missing is null with the reason beside it; a threshold outside 0 to 1 has a reason too.</summary>
internal static class ProfileJson
{
    internal static void Write(ToolConsole console, ProfileAnswer answer) => JsonOutput.Write(console, json =>
    {
        json.WriteNumber("level", answer.Level);
        json.WriteStartArray("models");
        foreach (ModelProfile model in answer.Models)
        {
            json.WriteStartObject();
            WriteModel(json, model, answer.Ratios);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        if (answer.Comparison is { } comparison)
        {
            WriteComparison(json, answer.Compared, comparison);
        }
    });

    private static void WriteModel(Utf8JsonWriter json, ModelProfile model, IReadOnlyList<double> ratios)
    {
        EscalationProfile profile = model.Profile;
        json.WriteString("model", model.Model);
        json.WriteNumber("conditions", profile.ConditionsWithSignal);
        json.WriteNumber("conditionsWithoutSignal", profile.ConditionsWithoutSignal);
        Write(json, "slope", new ProfileNumber(profile.LeastSquares?.Slope, profile.LeastSquaresMissing));
        Write(json, "intercept", new ProfileNumber(profile.LeastSquares?.Intercept, profile.LeastSquaresMissing));
        Write(json, "pStar", profile.LeastSquares?.Threshold ?? new ProfileNumber(null, profile.LeastSquaresMissing));
        ProfileNumber logistic = profile.Logistic?.Threshold ?? new ProfileNumber(null, profile.LogisticMissing);
        Write(json, "pStarLogistic", logistic);
        Write(json, "pStarCi", profile.Logistic?.Interval, logistic);
        Write(json, "pStarIsotonic", profile.Isotonic?.Threshold ?? new ProfileNumber(null, ProfileNote.NoConditionsWithSignal));
        Write(json, "dispersion", new ProfileNumber(profile.Logistic?.Dispersion, profile.LogisticMissing));
        Write(json, "selfEstimate", profile.LeastSquares?.SelfEstimate ?? new ProfileNumber(null, profile.LeastSquaresMissing));
        ProfileNumber estimate = profile.Logistic?.SelfEstimate ?? new ProfileNumber(null, profile.LogisticMissing);
        Write(json, "selfEstimateLogistic", estimate);
        Write(json, "selfEstimateCi", profile.Logistic?.SelfEstimateInterval, estimate);
        Write(json, "meanAccuracy", new ProfileNumber(profile.MeanAccuracy, profile.MeanAccuracy is null ? ProfileNote.NoConditionsWithSignal : null));
        Write(json, "meanAccuracyWithoutSignal", new ProfileNumber(profile.MeanAccuracyWithoutSignal, profile.MeanAccuracyWithoutSignal is null ? ProfileNote.NoConditionsWithoutSignal : null));
        Write(json, "escalationRateWithoutSignal", new ProfileNumber(profile.RateWithoutSignal, profile.RateWithoutSignal is null ? ProfileNote.NoConditionsWithoutSignal : null));
        Write(json, "miscalibration", profile.Miscalibration);
        json.WriteStartArray("escalationAccuracy");
        foreach (double ratio in ratios)
        {
            json.WriteStartObject();
            json.WriteNumber("r", ratio);
            Write(json, "withSignal", profile.AccuracyAt(ratio, signal: true), ProfileNote.NoConditionsWithSignal);
            Write(json, "withoutSignal", profile.AccuracyAt(ratio, signal: false), ProfileNote.NoConditionsWithoutSignal);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        if (profile is { Confusion: { } with, ConfusionWithoutSignal: { } without })
        {
            json.WriteStartObject("confusion");
            Write(json, "withSignal", with);
            Write(json, "withoutSignal", without);
            json.WriteEndObject();
        }
    }

    private static void WriteComparison(Utf8JsonWriter json, IReadOnlyList<string> compared, ProfileComparison comparison)
    {
        json.WriteStartObject("comparison");
        json.WriteString("before", compared[0]);
        json.WriteString("after", compared[1]);
        json.WriteNumber("pairs", comparison.Pairs);
        json.WriteNumber("unmatched", comparison.Unmatched);
        Write(json, "pStarBefore", comparison.Before);
        Write(json, "pStarAfter", comparison.After);
        json.WriteNumber("shift", comparison.Shift, "thresholdMissing");
        Write(json, "shiftCi", comparison.Interval);
        if (comparison.Interval is null)
        {
            json.WriteString("shiftCiReason", "thresholdMissing");
        }

        json.WriteNumber("pValue", comparison.PValue, "thresholdMissing");
        json.WriteNumber("exchanges", comparison.Exchanges);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, string name, ProfileNumber number)
    {
        json.WriteNumber(name, number.Value);
        if (number.Note is { } note)
        {
            json.WriteString($"{name}Reason", Word(note));
        }
    }

    /// <summary>An interval, or why there is none: because the number is missing, or because the slope leaves no bound.</summary>
    private static void Write(Utf8JsonWriter json, string name, ProfileInterval? interval, ProfileNumber of)
    {
        Write(json, name, interval);
        if (interval is null)
        {
            json.WriteString($"{name}Reason", Word(of switch
            {
                { Value: null, Note: { } note } => note,
                { Note: ProfileNote.Clipped } => ProfileNote.Clipped,
                _ => ProfileNote.SlopeUncertain,
            }));
        }
    }

    private static void Write(Utf8JsonWriter json, string name, ProfileInterval? interval)
    {
        if (interval is not { } found)
        {
            json.WriteNull(name);
            return;
        }

        json.WriteStartArray(name);
        json.WriteNumberValue(found.Lower);
        json.WriteNumberValue(found.Upper);
        json.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter json, string name, EscalationAccuracy? accuracy, ProfileNote missing)
    {
        if (accuracy is null)
        {
            json.WriteNull(name);
            json.WriteString($"{name}Reason", Word(missing));
            return;
        }

        BinomialInterval interval = accuracy.Interval;
        json.WriteStartObject(name);
        json.WriteNumber("value", accuracy.Value);
        json.WriteNumber("right", accuracy.Right);
        json.WriteNumber("n", accuracy.Items);
        Write(json, "ci", new ProfileInterval(interval.Lower, interval.Upper));
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, string name, ActionConfusion confusion)
    {
        json.WriteStartObject(name);
        json.WriteNumber("tp", confusion.EscalatedWrong);
        json.WriteNumber("fp", confusion.EscalatedRight);
        json.WriteNumber("tn", confusion.ActedRight);
        json.WriteNumber("fn", confusion.ActedWrong);
        json.WriteNumber("escalationRateAmongWrong", confusion.EscalationRateAmongWrong.Value, "noWrongAnswers");
        json.WriteNumber("escalationRateAmongRight", confusion.EscalationRateAmongRight.Value, "noRightAnswers");
        json.WriteEndObject();
    }

    private static string Word(ProfileNote note) => JsonNamingPolicy.CamelCase.ConvertName(note.ToString());
}
