using System.Text.Json;
using Escalation.Evaluation;
using Escalation.Tool.Output;

namespace Escalation.Tool.Verbs.Evaluate;

/// <summary>Metrics in words.</summary>
internal static class MetricText
{
    /// <summary>A reason in the JSON.</summary>
    internal static string Word(MetricUndefined reason) => JsonNamingPolicy.CamelCase.ConvertName(reason.ToString());

    /// <summary>A value, or why there is none.</summary>
    internal static string Value(EvaluatedMetric metric) => metric.Value.Value is { } value ? Report.Short(value) : $"none: {Why(metric.Value.Reason!.Value)}";

    /// <summary>An interval; empty when there is none.</summary>
    internal static string Interval(EvaluatedMetric metric) => metric.Interval is { } interval ? $"{Report.Short(interval.Lower)} to {Report.Short(interval.Upper)}" : "";

    private static string Why(MetricUndefined reason) => reason switch
    {
        MetricUndefined.NoItems => "no item",
        MetricUndefined.OneClass => "all answers are right or all are wrong",
        MetricUndefined.NoPositives => "no answer of that kind",
        MetricUndefined.EqualLosses => "all answers are right or all are wrong",
        MetricUndefined.NotProbabilities => "the confidence is no probability",
        MetricUndefined.FewerItemsThanBins => "fewer items than bins",
        MetricUndefined.NoVariance => "every confidence is 0, 0.5 or 1",
        MetricUndefined.FewerGroupsThanFolds => "too few groups to hold any out",
        MetricUndefined.FewerThanThreeFolds => "fewer than three folds",
        _ => Word(reason),
    };
}
