using Escalation.Decisions;

namespace Escalation.Calibration.Counting;

/// <summary>The words for enums in the JSON of counts.</summary>
internal static class ThresholdCountsWords
{
    internal static string Of(ScoreDirection direction) => CertificateVocabulary.Word(direction);

    internal static string Of(CountedLosses losses) => losses switch
    {
        CountedLosses.ZeroOne => "zeroOne",
        CountedLosses.Bounded => "bounded",
        _ => "none",
    };

    /// <summary>The losses that a word stands for; null when it stands for none.</summary>
    internal static CountedLosses? Losses(string word) => word switch
    {
        "zeroOne" => CountedLosses.ZeroOne,
        "bounded" => CountedLosses.Bounded,
        "none" => CountedLosses.None,
        _ => null,
    };
}
