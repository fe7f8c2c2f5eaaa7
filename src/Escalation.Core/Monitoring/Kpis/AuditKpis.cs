using Escalation.Auditing;

namespace Escalation.Monitoring.Kpis;

/// <summary>Computes key figures from the records of an audit log, in one pass.</summary>
/// <remarks>
/// <para><b>What a task is.</b> A task is one turn id that was decided. However often an id was decided, after a restart for example, it is one task, in the period of its first decision: the decision that was carried out counts (its act released or its package
/// taken by a channel), and before anything was carried out the last one. Intents without a delivery, releases without a decision and packages sent twice therefore count nothing twice. No tasks are turns on which the agent kept silent because a person had the conversation already, turns that
/// were given up before anything was released, and decisions of the other mode (see <see cref="KpiOptions.Shadow"/>); all of these are counted by themselves in <see cref="KpiCounts"/>.</para>
/// <para><b>What is told of a task.</b> Outcomes and verdicts belong to the task whose id they carry; the last one counts, in the period of the first, so that a trend which was looked at does not change later but for corrections. Decisions count when they are made, labels when they come.</para>
/// <para>Memory: some hundred bytes a task, up to <see cref="KpiOptions.MaximumOpenTasks"/>, the id of each conversation, four bytes for each figure that a task counts for, and two numbers a handoff. The chain is not verified: that is <see cref="AuditVerifier"/>. Stateless; thread safe.
/// Sources: the design pattern's definitions of the four figures; intervals as the types of the result say.</para>
/// </remarks>
public static class AuditKpis
{
    /// <summary>Reads all records and computes the figures. Figures that are not defined are null and say why.</summary>
    /// <param name="records">The records in the log's order, from <see cref="AuditReader"/>; enumerated once.</param>
    /// <param name="options">How; the defaults when null.</param>
    /// <exception cref="ArgumentNullException">Thrown when <paramref name="records"/> is null.</exception>
    public static KpiReport Compute(IEnumerable<AuditRecord> records, KpiOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(records);
        options ??= new KpiOptions();
        var tally = new KpiTally(options);
        var tasks = new TaskCollector(options.MaximumOpenTasks, options.Period, tally.Add);
        foreach (AuditRecord record in records)
        {
            tasks.Take(record);
        }

        tasks.CloseAll();
        return tally.Finish(tasks);
    }
}
