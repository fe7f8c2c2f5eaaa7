using System.Globalization;
using System.Text;
using Escalation.Auditing;
using Escalation.Decisions;

namespace Escalation.Monitoring.Kpis;

/// <summary>The labelled outcomes of an audit log as a calibration set.</summary>
/// <remarks>
/// Each task with an outcome is one row, see <see cref="AuditKpis"/> for what a task is, with the score that one trigger gave it: scores of different triggers are not comparable. A certificate needs a sample like the decisions to come. Labels that came unasked
/// are not one, and drawn ones are one of the acted tasks only, with equal weights only where all propensities are equal. Stateless; thread safe.
/// </remarks>
public static class CalibrationExport
{
    /// <summary>The header of <see cref="ToCsv"/>.</summary>
    public const string Header = "id,time,policy,class,outcome,score,loss,propensity,weight,label";

    /// <summary>Reads the labelled decisions, in order of their first record.</summary>
    /// <param name="records">The records in the log's order; enumerated once.</param>
    /// <param name="trigger">The trigger whose score is meant; null where the log knows scores of one trigger only.</param>
    /// <param name="auditedOnly">Whether rows without a propensity are left out.</param>
    /// <param name="options">Which mode is counted, and how many tasks are held in memory; the defaults when null.</param>
    /// <exception cref="ArgumentNullException">Thrown when <paramref name="records"/> is null.</exception>
    /// <exception cref="ArgumentException">Thrown when no trigger was named and the labelled decisions have scores of several, or none has a score of the one that was named; the message lists those that there are.</exception>
    public static LabelledDecisions Read(IEnumerable<AuditRecord> records, string? trigger = null, bool auditedOnly = false, KpiOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(records);
        options ??= new KpiOptions();
        List<KpiTask> labelled = [];
        var tasks = new TaskCollector(options.MaximumOpenTasks, options.Period, task =>
        {
            bool counts = task.WasRight.Value is not null && !task.Silent && task.Enforced != options.Shadow && (!auditedOnly || !double.IsNaN(task.Propensity));
            if (counts)
            {
                labelled.Add(task);
            }
        });
        foreach (AuditRecord record in records)
        {
            tasks.Take(record);
        }

        tasks.CloseAll();
        string? chosen = Choose(labelled, trigger);
        LabelledDecision[] rows = chosen is null ? [] : [.. labelled.Select(task => RowOf(task, chosen)).OfType<LabelledDecision>()];
        return new LabelledDecisions(rows, chosen, labelled.Count - rows.Length);
    }

    /// <summary>Writes rows as CSV by RFC 4180 with line feeds, numbers in shortest round-trip form; empty where something is not known.</summary>
    /// <param name="rows">The rows.</param>
    /// <exception cref="ArgumentNullException">Thrown when <paramref name="rows"/> is null.</exception>
    public static string ToCsv(IEnumerable<LabelledDecision> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        StringBuilder text = new StringBuilder(Header).Append('\n');
        foreach (LabelledDecision row in rows)
        {
            text.Append(Field(row.Id)).Append(',')
                .Append(row.DecidedAt.UtcDateTime.ToString("O", CultureInfo.InvariantCulture)).Append(',')
                .Append(Field(row.Policy)).Append(',')
                .Append(Field(row.DecisionClass)).Append(',')
                .Append(row.Acted ? "act" : "escalate").Append(',')
                .Append(Number(row.Score)).Append(',')
                .Append(row.Loss.ToString(CultureInfo.InvariantCulture)).Append(',')
                .Append(Number(row.Propensity)).Append(',')
                .Append(Number(row.Weight)).Append(',')
                .Append(row.Propensity is null ? "unasked" : "drawn").Append('\n');
        }

        return text.ToString();
    }

    private static string? Choose(List<KpiTask> labelled, string? trigger)
    {
        string[] scored = [.. labelled.SelectMany(task => task.Triggers).Where(word => double.IsFinite(word.Score)).Select(word => word.Name).Distinct(StringComparer.Ordinal)];
        if (trigger is null)
        {
            return scored.Length <= 1 ? scored.FirstOrDefault() : throw new ArgumentException($"The decisions have scores of several triggers; choose one of: {string.Join(", ", scored)}.", nameof(trigger));
        }

        return labelled.Count == 0 || scored.Contains(trigger, StringComparer.Ordinal)
            ? trigger
            : throw new ArgumentException($"No labelled decision has a score of '{trigger}'; there are: {(scored.Length == 0 ? "none" : string.Join(", ", scored))}.", nameof(trigger));
    }

    private static LabelledDecision? RowOf(KpiTask task, string trigger)
    {
        foreach (TriggerWord word in task.Triggers)
        {
            if (word.Name == trigger && double.IsFinite(word.Score))
            {
                double? propensity = double.IsNaN(task.Propensity) ? null : task.Propensity;
                return new LabelledDecision(task.Id, new DateTimeOffset(task.DecidedAt, TimeSpan.Zero), task.Policy, task.DecisionClass, task.Outcome <= DecisionOutcome.Nudge, word.Score, task.WasRight.Value!.Value ? 0 : 1, propensity);
            }
        }

        return null;
    }

    private static string Number(double? value) => value is { } number ? number.ToString("R", CultureInfo.InvariantCulture) : "";

    private static string Field(string? value) => value is null ? "" : value.AsSpan().IndexOfAny(",\"\r\n") < 0 ? value : $"\"{value.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
