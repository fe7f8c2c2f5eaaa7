namespace Escalation.Calibration.RiskControl;

/// <summary>The words for enums in the JSON of a certificate of two thresholds.</summary>
internal static class TwoThresholdVocabulary
{
    internal static string Word(TwoThresholdRisk risk) => risk switch
    {
        TwoThresholdRisk.Acted => "acted",
        TwoThresholdRisk.Model => "model",
        TwoThresholdRisk.All => "all",
        TwoThresholdRisk.ModelRate => "modelRate",
        TwoThresholdRisk.PersonRate => "personRate",
        _ => throw new ArgumentOutOfRangeException(nameof(risk), risk, "Not a risk."),
    };

    internal static string Word(TwoThresholdProcedure procedure) => procedure switch
    {
        TwoThresholdProcedure.LearnedOrder => "learned-order",
        TwoThresholdProcedure.Graphical => "graphical",
        _ => throw new ArgumentOutOfRangeException(nameof(procedure), procedure, "Not a procedure."),
    };

    internal static string Describe(TwoThresholdRisk risk) => risk switch
    {
        TwoThresholdRisk.Acted => "an error rate among acted items",
        TwoThresholdRisk.Model => "an error rate among the stronger model's answers",
        TwoThresholdRisk.All => "an error rate over all items",
        TwoThresholdRisk.ModelRate => "a share for the stronger model",
        _ => "a share for a person",
    };

    internal static TwoThresholdRisk? Risk(string word) => word switch
    {
        "acted" => TwoThresholdRisk.Acted,
        "model" => TwoThresholdRisk.Model,
        "all" => TwoThresholdRisk.All,
        "modelRate" => TwoThresholdRisk.ModelRate,
        "personRate" => TwoThresholdRisk.PersonRate,
        _ => null,
    };

    internal static TwoThresholdProcedure? Procedure(string word) => word switch
    {
        "learned-order" => TwoThresholdProcedure.LearnedOrder,
        "graphical" => TwoThresholdProcedure.Graphical,
        _ => null,
    };
}
