using Escalation.Calibration;
using Escalation.Tool.Output;

namespace Escalation.Tool.Verbs.Calibrate;

/// <summary>The words of the contract for how a risk is tested.</summary>
internal static class RiskWords
{
    internal const string DefaultStart = "2x";
    internal const string DefaultProcedure = "fixed-sequence";

    internal static SequenceStart Start(string? word) => (word ?? DefaultStart) switch
    {
        DefaultStart => SequenceStart.TwiceFloor,
        "floor" => SequenceStart.Floor,
        "strictest" => SequenceStart.Strictest,
        _ => throw new ToolException($"--start must be strictest, floor or 2x, but was {ErrorText.Quote(word!)}"),
    };

    internal static CertificateProcedure Procedure(string? word) => (word ?? DefaultProcedure) switch
    {
        DefaultProcedure => CertificateProcedure.FixedSequence,
        "multi-start" => CertificateProcedure.MultiStart,
        "holm" => CertificateProcedure.Holm,
        "bonferroni" => CertificateProcedure.Bonferroni,
        "graphical" => CertificateProcedure.Graphical,
        _ => throw new ToolException($"--procedure must be fixed-sequence, multi-start, holm, bonferroni or graphical, but was {ErrorText.Quote(word!)}"),
    };

    internal static CertificateMethod? Method(string? word) => word switch
    {
        null => null,
        "exact" => CertificateMethod.Exact,
        "hb" => CertificateMethod.HoeffdingBentkus,
        "wsr" => CertificateMethod.Betting,
        _ => throw new ToolException($"--method must be exact, hb or wsr, but was {ErrorText.Quote(word)}"),
    };

    internal static RiskSubject RiskOf(string? word) => word switch
    {
        null or "acted" => RiskSubject.Acted,
        "all" => RiskSubject.All,
        _ => throw new ToolException($"--risk-of must be acted or all, but was {ErrorText.Quote(word)}"),
    };

    internal static string Name(SequenceStart start) => start switch
    {
        SequenceStart.TwiceFloor => DefaultStart,
        SequenceStart.Floor => "floor",
        _ => "strictest",
    };

    internal static string Name(CertificateProcedure procedure) => procedure switch
    {
        CertificateProcedure.OrderStatistic => "order-statistic",
        CertificateProcedure.FixedSequence => DefaultProcedure,
        CertificateProcedure.MultiStart => "multi-start",
        CertificateProcedure.Holm => "holm",
        CertificateProcedure.Bonferroni => "bonferroni",
        _ => "graphical",
    };

    internal static string Name(CertificateMethod method) => method switch
    {
        CertificateMethod.Exact => "exact",
        CertificateMethod.HoeffdingBentkus => "hb",
        _ => "wsr",
    };
}
