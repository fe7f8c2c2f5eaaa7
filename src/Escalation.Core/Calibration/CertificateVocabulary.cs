using Escalation.Decisions;

namespace Escalation.Calibration;

/// <summary>The words for enums in a certificate's JSON.</summary>
internal static class CertificateVocabulary
{
    internal const string Method = "exact";

    internal static string Word(ScoreDirection direction) => direction switch
    {
        ScoreDirection.HigherDelegates => "higherDelegates",
        ScoreDirection.LowerDelegates => "lowerDelegates",
        ScoreDirection.HigherActs => "higherActs",
        _ => throw new ArgumentOutOfRangeException(nameof(direction), direction, "Not a score direction."),
    };

    internal static string Word(CertificateProcedure procedure) => procedure switch
    {
        CertificateProcedure.OrderStatistic => "order-statistic",
        CertificateProcedure.FixedSequence => "fixed-sequence",
        _ => throw new ArgumentOutOfRangeException(nameof(procedure), procedure, "Not a procedure."),
    };

    internal static string Word(SequenceStart start) => start switch
    {
        SequenceStart.TwiceFloor => "2x",
        SequenceStart.Floor => "floor",
        SequenceStart.Strictest => "strictest",
        _ => throw new ArgumentOutOfRangeException(nameof(start), start, "Not a sequence start."),
    };

    internal static ScoreDirection? Direction(string word) => word switch
    {
        "higherDelegates" => ScoreDirection.HigherDelegates,
        "lowerDelegates" => ScoreDirection.LowerDelegates,
        "higherActs" => ScoreDirection.HigherActs,
        _ => null,
    };

    internal static CertificateProcedure? Procedure(string word) => word switch
    {
        "order-statistic" => CertificateProcedure.OrderStatistic,
        "fixed-sequence" => CertificateProcedure.FixedSequence,
        _ => null,
    };

    internal static SequenceStart? Start(string word) => word switch
    {
        "2x" => SequenceStart.TwiceFloor,
        "floor" => SequenceStart.Floor,
        "strictest" => SequenceStart.Strictest,
        _ => null,
    };
}
