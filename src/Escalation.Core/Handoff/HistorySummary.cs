using System.Globalization;
using System.Text;
using Escalation.Decisions;

namespace Escalation.Handoff;

/// <summary>Counts what happened, where nobody has summed it up in words.</summary>
internal static class HistorySummary
{
    private const int LongestName = 128;

    internal static string Of(AgentTurn turn)
    {
        var text = new StringBuilder();
        if (turn.Conversation is { } conversation)
        {
            Count(text, conversation);
        }

        if (turn.ProposedStep is { Kind: AgentStepKind.Tool } step)
        {
            text.Append(CultureInfo.InvariantCulture, $"The agent proposes to call {Name(step)}. ");
        }

        if (turn.Answer is null)
        {
            text.Append("It has no answer.");
        }
        else if (turn.Confidence is { } confidence && double.IsFinite(confidence))
        {
            text.Append(CultureInfo.InvariantCulture, $"Its best guess has confidence {confidence:0.###}.");
        }
        else
        {
            text.Append("It has a best guess of unknown confidence.");
        }

        return text.ToString();
    }

    private static void Count(StringBuilder text, Conversation conversation)
    {
        int messages = 0;
        int calls = 0;
        int failures = 0;
        AgentStep? lastFailure = null;
        for (int i = 0; i < conversation.RetainedStepCount; i++)
        {
            AgentStep step = conversation.GetStep(i);
            messages += step.Kind == AgentStepKind.User ? 1 : 0;
            calls += step.Kind == AgentStepKind.Tool && !step.Vetoed ? 1 : 0;
            if (step is { Kind: AgentStepKind.Tool, IsError: true })
            {
                failures++;
                lastFailure = step;
            }
        }

        text.Append(CultureInfo.InvariantCulture, $"User messages: {messages}; tool calls: {calls}, failed: {failures}");
        text.Append(lastFailure is null ? ". " : string.Create(CultureInfo.InvariantCulture, $", last {Name(lastFailure)}. "));
    }

    private static string Name(AgentStep step) => step.Action is not { Length: > 0 } name ? "a tool" : name.Length <= LongestName ? name : name[..LongestName];
}
