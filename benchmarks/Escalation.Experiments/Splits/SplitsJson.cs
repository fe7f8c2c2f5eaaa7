using System.Buffers;
using System.Text;
using System.Text.Json;

namespace Escalation.Experiments.Splits;

/// <summary>The result as one JSON object.</summary>
internal static class SplitsJson
{
    private static readonly JsonWriterOptions Options = new() { Indented = true, NewLine = "\n" };

    internal static string Write(SplitsResult result)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            json.WriteStartObject();
            json.WriteString("experiment", "splits");
            json.WriteNumber("splits", result.Splits);
            json.WriteNumber("seed", result.Seed);
            json.WriteNumber("falseAlarm", SplitRow.FalseAlarm);
            json.WriteBoolean("agrees", result.Agrees);
            json.WriteStartArray("rows");
            foreach (SplitRow row in result.Rows)
            {
                WriteRow(json, row);
            }

            json.WriteEndArray();
            json.WriteStartArray("pooled");
            foreach (PooledRows pooled in result.Pooled)
            {
                WritePooled(json, pooled);
            }

            json.WriteEndArray();
            WriteEvaluation(json, result.Evaluation);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan) + "\n";
    }

    private static void WriteRow(Utf8JsonWriter json, SplitRow row)
    {
        json.WriteStartObject();
        json.WriteString("dataSet", row.Case.Pool.DataSet);
        json.WriteString("model", row.Case.Pool.Model);
        json.WriteString("rule", row.Case.Rule);
        json.WriteString("score", row.Case.ScoreId);
        json.WriteNumber("population", row.Case.Pool.Size);
        json.WriteNumber("n", row.Case.Draws);
        json.WriteNumber("alpha", row.Case.Alpha);
        json.WriteNumber("delta", row.Case.Delta);
        json.WriteNumber("certified", row.Certified);
        json.WriteNumber("exactCertified", row.Law.Certified);
        json.WriteNumber("meanRate", row.MeanRate);
        json.WriteNumber("exactMeanRate", row.Law.MeanRate);
        json.WriteNumber("violations", row.Violations);
        json.WriteNumber("exactViolation", row.Law.Violation);
        json.WriteNumber("intervalLower", row.Interval.Lower);
        json.WriteNumber("intervalUpper", row.Interval.Upper);
        json.WriteBoolean("inside", row.Inside);
        json.WriteEndObject();
    }

    private static void WritePooled(Utf8JsonWriter json, PooledRows pooled)
    {
        json.WriteStartObject();
        json.WriteString("dataSet", pooled.DataSet);
        json.WriteString("rule", pooled.Rule);
        json.WriteNumber("rows", pooled.Rows);
        json.WriteNumber("outside", pooled.Outside);
        json.WriteNumber("splits", pooled.Splits);
        json.WriteNumber("violations", pooled.Violations);
        json.WriteNumber("expected", pooled.Expected);
        json.WriteNumber("intervalLower", pooled.Interval.Lower);
        json.WriteNumber("intervalUpper", pooled.Interval.Upper);
        json.WriteNumber("largestExactViolation", pooled.LargestExpectedRate);
        json.WriteBoolean("inside", pooled.Inside);
        json.WriteEndObject();
    }

    private static void WriteEvaluation(Utf8JsonWriter json, EvaluationSplit? evaluation)
    {
        if (evaluation is null)
        {
            json.WriteNull("evaluationSplit");
            return;
        }

        json.WriteStartObject("evaluationSplit");
        json.WriteString("dataSet", evaluation.Pool.DataSet);
        json.WriteString("model", evaluation.Pool.Model);
        json.WriteNumber("population", evaluation.Pool.Size);
        json.WriteNumber("n", evaluation.Draws);
        json.WriteNumber("alpha", evaluation.Budget);
        json.WriteNumber("delta", SplitsPlan.Delta);
        json.WriteNumber("poolViolations", evaluation.PoolViolations);
        json.WriteNumber("exactPoolViolation", evaluation.PoolProbability);
        json.WriteNumber("splitViolations", evaluation.SplitViolations);
        json.WriteNumber("exactSplitViolation", evaluation.SplitProbability);
        json.WriteNumber("endlessPopulationViolation", evaluation.EndlessProbability);
        json.WriteBoolean("inside", evaluation.Inside);
        json.WriteEndObject();
    }
}
