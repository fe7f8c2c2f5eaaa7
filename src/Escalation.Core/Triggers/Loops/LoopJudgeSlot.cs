using System.Globalization;
using System.Text.Json;
using Escalation.Decisions;

namespace Escalation.Triggers.Loops;

/// <summary>The slot of a judge's state, named after when the judge is asked. The JSON form is <c>{steps, due, confidence, fault}</c>, the last two null or set.</summary>
internal sealed class LoopJudgeSlot(LoopJudgeRules rules)
    : ConversationSlot<LoopJudgeState>(string.Create(CultureInfo.InvariantCulture, $"loop-judge-{rules.FirstStep}-{rules.LeastSteps}-{rules.MostSteps}"), 1)
{
    public override LoopJudgeState Create() => new(rules);

    public override void Write(Utf8JsonWriter writer, LoopJudgeState state)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(state);
        writer.WriteStartObject();
        writer.WriteNumber("steps", state.Steps);
        writer.WriteNumber("due", state.Due);
        if (state.Confidence is { } confidence)
        {
            writer.WriteNumber("confidence", confidence);
        }
        else
        {
            writer.WriteNull("confidence");
        }

        writer.WriteString("fault", state.Fault?.Code);
        writer.WriteEndObject();
    }

    public override LoopJudgeState Read(JsonElement json, int version)
    {
        try
        {
            long steps = json.GetProperty("steps").GetInt64();
            long due = json.GetProperty("due").GetInt64();
            JsonElement given = json.GetProperty("confidence");
            double? confidence = given.ValueKind == JsonValueKind.Null ? null : given.GetDouble();
            string? fault = json.GetProperty("fault").GetString();

            // A question put off beyond every interval would switch the judge off.
            if (version != Version || json.GetPropertyCount() != 4 || steps is < 0 or > 1L << 53 || due < 1 || due > Math.Max(rules.FirstStep, steps + rules.MostSteps) || confidence is not (null or (>= 0 and <= 1)) || (confidence is not null && fault is not null))
            {
                throw new FormatException($"No history leads to this state of a loop judge: {json}.");
            }

            var state = new LoopJudgeState(rules);
            state.Restore(steps, due, confidence, fault is null ? null : new Reason(fault));
            return state;
        }
        catch (Exception exception) when (exception is InvalidOperationException or KeyNotFoundException or ArgumentException)
        {
            throw new FormatException($"Not the state of a loop judge: {exception.Message}", exception);
        }
    }
}
