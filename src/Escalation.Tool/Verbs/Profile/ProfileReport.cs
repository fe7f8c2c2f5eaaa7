using Escalation.Evaluation.Profiles;
using Escalation.Tool.Output;

namespace Escalation.Tool.Verbs.Profile;

/// <summary>The answer of <c>profile</c> for people.</summary>
internal static class ProfileReport
{
    internal static void Write(ToolConsole console, ProfileAnswer answer)
    {
        console.Output.Write($"Escalation profiles; below the accuracy p* a model escalates more often than not. Intervals of {Report.Number(100.0 * answer.Level)} %.\n");
        Report.Rows(
            console,
            ["model", "conditions", "p* published", "p* logistic", "interval", "believes", "accuracy", "off by"],
            answer.Models.Select(static model => Row(model.Model, model.Profile)));
        console.Output.Write("\nEscalation accuracy, with and without the signal:\n");
        Report.Rows(
            console,
            ["model", .. answer.Ratios.Select(static ratio => $"R = {Report.Number(ratio)}")],
            answer.Models.Select(model => (IReadOnlyList<string>)[model.Model, .. answer.Ratios.Select(ratio => $"{Share(model.Profile.AccuracyAt(ratio, signal: true))} / {Share(model.Profile.AccuracyAt(ratio, signal: false))}")]));
        if (answer.Comparison is { } comparison)
        {
            WriteComparison(console, answer.Compared, comparison);
        }
    }

    private static IReadOnlyList<string> Row(string model, EscalationProfile profile) =>
    [
        model,
        $"{Report.Count(profile.ConditionsWithSignal)} / {Report.Count(profile.ConditionsWithoutSignal)}",
        Number(profile.LeastSquares?.Threshold ?? new ProfileNumber(null, profile.LeastSquaresMissing)),
        Number(profile.Threshold),
        Interval(profile.Logistic?.Interval),
        Number(profile.LeastSquares?.SelfEstimate ?? new ProfileNumber(null, profile.LeastSquaresMissing)),
        profile.MeanAccuracy is { } accuracy ? Report.Short(accuracy) : "-",
        Number(profile.Miscalibration),
    ];

    private static void WriteComparison(ToolConsole console, IReadOnlyList<string> compared, ProfileComparison comparison)
    {
        console.Output.Write('\n');
        Report.Facts(
            console,
            $"From {ErrorText.OneLine(compared[0], 200)} to {ErrorText.OneLine(compared[1], 200)}",
            [
                ("shared conditions", Report.Count(comparison.Pairs)),
                ("seen by one alone", Report.Count(comparison.Unmatched)),
                ("threshold", $"{Number(comparison.Before)} to {Number(comparison.After)}"),
                ("shift", comparison.Shift is { } shift ? $"{Report.Short(shift)} ({Interval(comparison.Interval)})" : null),
                ("p-value", comparison.PValue is { } p ? $"{Report.Short(p)}, from {Report.Count(comparison.Exchanges)} exchanges of the versions within conditions" : "none: a threshold is missing"),
            ]);
    }

    private static string Share(EscalationAccuracy? accuracy) => accuracy is null ? "-" : Report.Short(accuracy.Value);

    private static string Interval(ProfileInterval? interval) => interval is { } found ? $"{Report.Short(found.Lower)} to {Report.Short(found.Upper)}" : "-";

    private static string Number(ProfileNumber number) => (number.Value, number.Note) switch
    {
        ({ } value, null) => Report.Short(value),
        ({ } value, { } note) => $"{Report.Short(value)} ({Words(note)})",
        (null, { } note) => $"none: {Words(note)}",
        _ => "-",
    };

    private static string Words(ProfileNote note) => note switch
    {
        ProfileNote.NoConditionsWithSignal => "no condition with a signal",
        ProfileNote.NoConditionsWithoutSignal => "no condition without a signal",
        ProfileNote.EqualAccuracies => "all conditions have one accuracy",
        ProfileNote.SignalIgnored => "the signal is ignored",
        ProfileNote.Separated => "decisions are separated",
        ProfileNote.NotConverged => "the fit did not converge",
        ProfileNote.SlopeUncertain => "the slope cannot be told from 0",
        ProfileNote.AboveOne => "escalates even where always right",
        ProfileNote.BelowZero => "acts even where always wrong",
        ProfileNote.Clipped => "set to the end of the range",
        ProfileNote.EscalatesEverywhere => "escalates at every accuracy",
        _ => "acts at every accuracy",
    };
}
