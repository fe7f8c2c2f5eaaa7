using System.Globalization;
using System.Text.Json;
using Escalation.Decisions;

namespace Escalation.Auditing;

/// <summary>Derives a recorded decision again from what its record says the triggers and the cost rule said, and compares.</summary>
/// <remarks>
/// <para>From the probabilities and costs follow the expected costs and the cost rule's answer; from scores and thresholds, which triggers fired; from all of them outcome, reason, severity, route, priority and the numbers that are quoted.
/// The content that triggers looked at is not in the log, so what a trigger said beside its numbers is taken as it is. A number that decides nothing, the score of a trigger that stays on the same side of its threshold for example, can be changed
/// without anything else following: that the record was changed at all is what <see cref="AuditVerifier"/> sees.</para>
/// <para>The rules are written here a second time, apart from the code that decides. Stateless; thread safe.</para>
/// </remarks>
public static class DecisionReplay
{
    /// <summary>Replays the decision of a record.</summary>
    /// <param name="record">The record, of kind <c>decision</c>.</param>
    /// <exception cref="ArgumentNullException">Thrown when <paramref name="record"/> is null.</exception>
    public static ReplayResult Run(AuditRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        if (record.Kind != AuditKind.Decision)
        {
            return ReplayResult.NotReplayable($"it is a record of kind '{record.Kind}'");
        }

        if (!record.Data.TryGetProperty("replay", out JsonElement replay))
        {
            return ReplayResult.NotReplayable("it was recorded by an older version, or without its policy");
        }

        try
        {
            int version = replay.GetProperty("v").GetInt32();
            return version == ReplayEntry.Version
                ? Compare(new ReplayRecord(record.Data))
                : ReplayResult.NotReplayable(string.Create(CultureInfo.InvariantCulture, $"it was recorded by another version ({version})"));
        }
        catch (Exception fault) when (fault is FormatException or InvalidOperationException or KeyNotFoundException)
        {
            return new ReplayResult(ReplayStatus.Differs, [$"malformed: {fault.Message}"]);
        }
    }

    private static ReplayResult Compare(ReplayRecord record)
    {
        var differences = new ReplayDifferences();
        if (record.Asked)
        {
            CompareAsked(record, differences);
        }
        else
        {
            // Nobody was asked: a person owns the conversation, evaluators call each other too deeply, the policy failed, or nobody knows who has the conversation.
            differences.Expect("outcome", record.Outcome, DecisionOutcome.EscalateToPerson);
            differences.Expect("source", record.Source, -1);
            differences.Expect("route", record.Route, record.Otherwise?.Route);
            differences.Expect("priority", record.Priority, record.Otherwise?.Priority ?? Priority.Normal);
            double[] numbers = [record.Score, record.Threshold, record.ModelIsRight, record.ExpertIsRight, record.CostOfActing, record.CostOfEscalating];
            differences.Expect("numbers", numbers.Count(double.IsNaN), numbers.Length);
        }

        return differences.ToResult();
    }

    private static void CompareAsked(ReplayRecord record, ReplayDifferences differences)
    {
        for (int i = 0; i < record.Triggers.Length; i++)
        {
            CheckComparison(i, record.Triggers[i], differences);
        }

        ReplayedSignal? rule = record.Rule is { } recorded ? RuleReplay.Derive(recorded, record, differences) : null;
        if (record.Rule is null)
        {
            double[] numbers = [record.ModelIsRight, record.ExpertIsRight, record.CostOfActing, record.CostOfEscalating];
            differences.Expect("numbers without a cost rule", numbers.Count(double.IsNaN), numbers.Length);
        }

        ReplayFold fold = ReplayFold.Of(record, rule);
        bool fired = fold.Outcome > DecisionOutcome.Act;
        bool routed = fold.Outcome > DecisionOutcome.Nudge;
        differences.Expect("outcome", record.Outcome, fold.Outcome);
        differences.Expect("source", record.Source, fold.Source);
        differences.Expect("reason", record.Reason, fired ? fold.Primary!.Reason : RestraintOf(record) ?? Reason.WithinThresholds.Code);
        differences.Expect("severity", record.Severity, fired ? fold.Primary!.Severity : Severity.Moderate);
        differences.Expect("score", record.Score, fold.Primary?.Score ?? double.NaN);
        differences.Expect("threshold", record.Threshold, fold.Primary?.Threshold ?? double.NaN);
        differences.Expect("route", record.Route, routed ? fold.Primary!.Route : null);
        differences.Expect("priority", record.Priority, routed ? fold.Priority : Priority.Normal);
        if (record.Triggers.Any(trigger => trigger.Said == "skipped"))
        {
            // Asynchronous triggers go unasked only when the others have given the turn to a person already.
            differences.Expect("skipped triggers", fold.Outcome >= DecisionOutcome.EscalateToPerson, true);
        }
    }

    /// <summary>A trigger with a threshold fires exactly when the comparison escalates; one that is held back fired as well.</summary>
    private static void CheckComparison(int index, ReplayedSignal signal, ReplayDifferences differences)
    {
        if (signal.Direction is { } direction && signal.IsValue)
        {
            differences.Expect(string.Create(CultureInfo.InvariantCulture, $"triggers[{index}].said"), signal.Said, ScoreComparison.Escalates(direction, signal.Score, signal.Threshold) ? "fires" : "quiet");
        }
    }

    /// <summary>The reason of a decision to act on which a budget or a cool-down held something back.</summary>
    private static string? RestraintOf(ReplayRecord record) => record.Triggers.FirstOrDefault(trigger => trigger.Restraint is not null)?.Restraint;
}
