using System.Text.Json;
using Escalation.Evaluation;
using Escalation.Tool.Output;
using Escalation.Tool.Verbs.Evaluate;

namespace Escalation.Tool.Verbs.Cascade;

/// <summary>The answer of <c>cascade</c> as JSON; what the rows do not define is null with the reason beside it.</summary>
internal static class CascadeJson
{
    internal static void Write(ToolConsole console, CascadeRequest request, CascadeAnswer answer) => JsonOutput.Write(console, json =>
    {
        json.WriteNumber("n", answer.Table.Rows);
        json.WriteNumber("weakAccuracy", answer.WeakAccuracy);
        json.WriteNumber("strongAccuracy", answer.StrongAccuracy);
        json.WriteNumber("bestAccuracy", answer.BestAccuracy);
        json.WriteNumber("help", answer.Values.Help);
        json.WriteNumber("neutral", answer.Values.Neutral);
        json.WriteNumber("harm", answer.Values.Harm);
        json.WriteString("weakScore", request.Columns.WeakScore);
        json.WriteString("direction", request.HigherDelegates ? "higherDelegates" : "lowerDelegates");
        Names(json, "features", request.Columns.Features);
        Names(json, "categories", request.Columns.Categories);
        json.WriteNumber("folds", answer.Folds);
        json.WriteNumber("penalty", (double?)request.Penalty);
        json.WriteNumber("delta", (double?)request.Delta);
        json.WriteNumber("splits", request.Splits);
        json.WriteNumber("calibration", answer.Calibration);
        json.WriteNumber("seed", request.Seed);
        json.WriteString("status", answer.IsCertified ? "certified" : "insufficientSamples");
        json.WriteStartArray("routers");
        foreach (Router router in answer.Routers)
        {
            Write(json, router);
        }

        json.WriteEndArray();
    });

    private static void Write(Utf8JsonWriter json, Router router)
    {
        json.WriteStartObject();
        json.WriteString("router", router.Name);
        Metric(json, "aurocHelp", router.AurocOfHelp);
        Metric(json, "aurocHarm", router.AurocOfHarm);
        Metric(json, "spearman", router.Spearman);
        Metric(json, "apgr", router.AverageGapRecovered);
        json.WriteStartArray("cpt");
        foreach ((double level, MetricValue calls) in router.Calls)
        {
            json.WriteStartObject();
            json.WriteNumber("gapRecovered", (double?)level);
            Metric(json, "calls", calls);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("budgets");
        foreach (RouterBudget budget in router.Budgets)
        {
            json.WriteStartObject();
            json.WriteNumber("budget", (double?)budget.Splits.Budget);
            json.WriteNumber("k", budget.Count);
            json.WriteNumber("accuracy", (double?)budget.Accuracy);
            Metric(json, "gapRecovered", budget.GapRecovered);
            Certified(json, budget);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Certified(Utf8JsonWriter json, RouterBudget budget)
    {
        if (budget.Splits.AllowedCount < 0)
        {
            json.WriteNull("certified");
            json.WriteString("certifiedReason", "insufficientSamples");
            return;
        }

        json.WriteStartObject("certified");
        json.WriteNumber("allowedCount", budget.Splits.AllowedCount);
        json.WriteNumber("meanRate", (double?)budget.Splits.MeanRate);
        json.WriteNumber("expectedRate", (double?)budget.Splits.Law.MeanRate);
        json.WriteNumber("meanAccuracy", (double?)budget.CertifiedAccuracy);
        json.WriteNumber("violations", budget.Splits.Violations);
        json.WriteNumber("violationFrequency", (double?)((double)budget.Splits.Violations / budget.Splits.Splits));
        json.WriteNumber("expectedViolationFrequency", (double?)budget.Splits.Law.Violation);
        json.WriteStartArray("explainedViolations");
        json.WriteNumberValue(budget.Expected.Lower);
        json.WriteNumberValue(budget.Expected.Upper);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Metric(Utf8JsonWriter json, string name, MetricValue metric)
    {
        json.WriteNumber(name, metric.Value);
        if (metric.Reason is { } reason)
        {
            json.WriteString($"{name}Reason", MetricText.Word(reason));
        }
    }

    private static void Names(Utf8JsonWriter json, string name, IReadOnlyList<string> names)
    {
        json.WriteStartArray(name);
        foreach (string each in names)
        {
            json.WriteStringValue(each);
        }

        json.WriteEndArray();
    }
}
