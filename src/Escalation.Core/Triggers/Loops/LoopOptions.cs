using Escalation.Decisions;

namespace Escalation.Triggers.Loops;

/// <summary>When repetition counts as a loop. The defaults are the reference rules; numbers are repetitions at which a rule warns.</summary>
/// <remarks>Not safe for concurrent use; a trigger copies the options when it is made.</remarks>
public class LoopOptions
{
    /// <summary>Equal calls with equal results in a row; at least 2.</summary>
    public int ExactRepeats { get; set; } = 4;

    /// <summary>Equal calls in a row that all fail; at least 2.</summary>
    public int RepeatedErrors { get; set; } = 3;

    /// <summary>Full periods of a cycle; at least 2.</summary>
    public int CyclePeriods { get; set; } = 3;

    /// <summary>The longest period of a cycle, in steps; from 2 to 5.</summary>
    public int LongestPeriod { get; set; } = 5;

    /// <summary>Equal messages with nothing between, white space and case aside; at least 2.</summary>
    public int Monologue { get; set; } = 3;

    /// <summary>Equal errors of one tool in a row, with whatever arguments; at least 2.</summary>
    public int SameErrors { get; set; } = 5;

    /// <summary>Equal long results of one read-only tool in a row, with whatever arguments; at least 2.</summary>
    public int SameResults { get; set; } = 5;

    /// <summary>How many characters make a result long; at least 1.</summary>
    public int LongResult { get; set; } = 32;

    /// <summary>Equal calls with equal results within <see cref="NoProgressWindow"/> tool steps, with only calls free of side effects between; at least 2.</summary>
    public int NoProgressRepeats { get; set; } = 5;

    /// <summary>The window of that rule, in tool steps; at least <see cref="NoProgressRepeats"/>.</summary>
    public int NoProgressWindow { get; set; } = 20;

    /// <summary>Context trims in a row; at least 2.</summary>
    public int Condensations { get; set; } = 10;

    /// <summary>Occurrences of a block of 50 characters in streamed text, on average at most 250 apart; at least 3.</summary>
    public int Chants { get; set; } = 10;

    /// <summary>How many times longer a tool declared as polling may give equal results, also in cycles; at least 1.</summary>
    public int PollingTolerance { get; set; } = 3;

    /// <summary>How many further repetitions after the warning stop the agent; 0 stops at once.</summary>
    public int StopAfter { get; set; } = 1;

    /// <summary>What a warning proposes.</summary>
    public DecisionOutcome WarnOutcome { get; set; } = DecisionOutcome.Nudge;

    /// <summary>What a stop proposes.</summary>
    public DecisionOutcome StopOutcome { get; set; } = DecisionOutcome.EscalateToPerson;

    /// <summary>Whether process and session ids and times of day are taken out of results before they are compared. The rule on equal results for different arguments compares them as they stand.</summary>
    public bool IgnoreVolatileTokens { get; set; } = true;

    /// <summary>Whether a turn without a conversation lets the trigger abstain. Otherwise it is missing as <c>no-signal</c>, which escalates.</summary>
    public bool ConversationIsOptional { get; set; }

    /// <summary>How many steps since the last user turn are kept for comparing; from 64 to 4096. No rule may need more.</summary>
    public int History { get; set; } = 128;

    /// <summary>What may be assumed about tools, by name; compared ordinally.</summary>
    public IDictionary<string, LoopToolOptions> Tools { get; } = new Dictionary<string, LoopToolOptions>(StringComparer.Ordinal);

    /// <summary>The options of a tool, made when there are none yet.</summary>
    /// <param name="name">The tool's name.</param>
    /// <exception cref="ArgumentException">Thrown when the name is blank.</exception>
    public LoopToolOptions Tool(string name)
    {
        if (!Tools.TryGetValue(Guard.NotBlank(name), out LoopToolOptions? tool))
        {
            tool = new LoopToolOptions();
            Tools.Add(name, tool);
        }

        return tool;
    }
}
