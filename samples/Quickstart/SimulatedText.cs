using Escalation.Decisions;

namespace Quickstart;

/// <summary>The words of the simulation: requests, and the tool calls before an answer.</summary>
internal static class SimulatedText
{
    private static readonly string[] SensitiveEndings =
    [
        "If this is not settled today my lawyer will write to you.",
        "I have started a chargeback with my bank.",
    ];

    private static readonly string[] OrderStates = ["received", "picked", "packed", "handed to the carrier"];

    /// <summary>The request of a turn.</summary>
    public static string Request(string domain, int number, Hazard? hazard)
    {
        string question = FormattableString.Invariant($"Case {number}: a question about {domain}, which of the four answers applies?");
        return hazard == Hazard.SensitiveRequest ? $"{question} {SensitiveEndings[number % SensitiveEndings.Length]}" : question;
    }

    /// <summary>What the agent did before it answered: one search, or one call again and again (a loop), or an order polled until it moves (no loop).</summary>
    public static IReadOnlyList<AgentStep> Steps(int number, Hazard? hazard, bool polls)
    {
        string arguments = FormattableString.Invariant($$"""{"case":{{number}}}""");
        if (hazard == Hazard.Loop)
        {
            return [.. Enumerable.Repeat(AgentStep.Tool("find_policy", arguments, "no matching policy"), 5)];
        }

        return polls
            ? [.. OrderStates.Select(state => AgentStep.Tool("order_status", arguments, state))]
            : [AgentStep.Tool("find_policy", arguments, "one matching policy")];
    }
}
