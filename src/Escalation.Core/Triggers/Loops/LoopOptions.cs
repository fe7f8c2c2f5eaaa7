using Escalation.Decisions;

namespace Escalation.Triggers.Loops;

/// <summary>When repetition counts as a loop. Numbers are repetitions at which a rule warns: more of them, fewer alarms; none may exceed 10,000.</summary>
/// <remarks>
/// <para>The reason codes are those of <see cref="LoopVerdict.Reason"/>. Equal means equal 64-bit fingerprints, see the remarks of <see cref="LoopState"/>.</para>
/// <para>Not safe for concurrent use; a trigger copies the options when it is made.</para>
/// </remarks>
public class LoopOptions
{
    /// <summary>Equal calls with equal results in a row; at least 2.</summary>
    public int ExactRepeats { get; set; } = 4;

    /// <summary>Equal calls in a row that all fail; at least 2.</summary>
    public int RepeatedErrors { get; set; } = 3;

    /// <summary>
    /// Whether equal failing calls also count where calls lie between that cannot have changed anything: declared free of side effects, or failing
    /// themselves. Within the latest <see cref="History"/> calls.
    /// </summary>
    public bool ErrorsAcrossCalls { get; set; }

    /// <summary>Full periods of a cycle; at least 2.</summary>
    public int CyclePeriods { get; set; } = 3;

    /// <summary>The longest period of a cycle, in steps; from 2 to 64. Longer ones cost nothing.</summary>
    public int LongestPeriod { get; set; } = PeriodTracker.Longest;

    /// <summary>Equal messages with nothing between, white space and case aside; at least 2.</summary>
    public int Monologue { get; set; } = 3;

    /// <summary>Nearly equal messages with nothing between: at least six plain words of which some four in five recur, and the same numbers, names and paths; at least 2.</summary>
    public int RestatedPlans { get; set; } = 4;

    /// <summary>Equal errors of one tool in a row, with whatever arguments; at least 2.</summary>
    public int SameErrors { get; set; } = 5;

    /// <summary>Whether two errors are equal that differ only in words which they repeat of the arguments, for example the host that refused.</summary>
    public bool IgnoreEchoedArguments { get; set; } = true;

    /// <summary>Equal long results of one read-only tool in a row, with whatever arguments; at least 2.</summary>
    public int SameResults { get; set; } = 5;

    /// <summary>How many characters make a result long; at least 1.</summary>
    public int LongResult { get; set; } = 32;

    /// <summary>Equal calls with equal results within <see cref="NoProgressWindow"/> tool steps, with only calls free of side effects between; at least 2.</summary>
    public int NoProgressRepeats { get; set; } = 5;

    /// <summary>The window of that rule, in tool steps; from <see cref="NoProgressRepeats"/> to <see cref="History"/>.</summary>
    public int NoProgressWindow { get; set; } = 20;

    /// <summary>
    /// Tool steps in a row that bring nothing new: no result that was not seen before, and no new call or, of a tool with
    /// <see cref="LoopToolOptions.TargetFields"/>, no new target; at least 2. At least the latest <see cref="History"/> targets and results are remembered.
    /// </summary>
    public int StagnantSteps { get; set; } = 30;

    /// <summary>Context trims in a row; at least 2.</summary>
    public int Condensations { get; set; } = 10;

    /// <summary>Occurrences of a block of 50 characters in streamed text, on average at most 250 apart; from 3 to 20.</summary>
    public int Chants { get; set; } = 10;

    /// <summary>How many times longer a tool declared as polling may give equal results, also in cycles; from 1 to 1,000.</summary>
    public int PollingTolerance { get; set; } = 3;

    /// <summary>How many further repetitions after the warning stop the agent; 0 stops at once.</summary>
    public int StopAfter { get; set; } = 1;

    /// <summary>How many loops the agent may be warned of between user turns; the next one stops it at once. At least 1.</summary>
    public int Warnings { get; set; } = 3;

    /// <summary>Whether a user turn ends any loop and clears what is remembered. Otherwise only rules about messages and streamed text start over, and calls go on counting at the next call.</summary>
    public bool ResetOnUserTurn { get; set; } = true;

    /// <summary>A pause after which everything starts over, so that a periodic job is no loop: between the time (<see cref="AgentStep.At"/>) of a step and the latest one before, so a clock that is set back is no pause; from 1 second to 365 days. Null, or steps without times: never.</summary>
    public TimeSpan? IdleGap { get; set; } = TimeSpan.FromMinutes(30);

    /// <summary>
    /// Whether a turn's proposed step is judged as if it were taken (see <see cref="LoopState.Preview"/>), instead of the steps so far: the call that
    /// would repeat is caught before it is made, and a call that breaks the loop is let through.
    /// </summary>
    public bool PreviewProposedStep { get; set; }

    /// <summary>What a warning proposes.</summary>
    public DecisionOutcome WarnOutcome { get; set; } = DecisionOutcome.Nudge;

    /// <summary>What a stop proposes; at least as strict as <see cref="WarnOutcome"/>.</summary>
    public DecisionOutcome StopOutcome { get; set; } = DecisionOutcome.EscalateToPerson;

    /// <summary>
    /// Whether what changes from run to run is taken out of results before they are compared: ids of processes, sessions and requests, UUIDs, addresses,
    /// names in temporary folders, times of day, and durations such as <c>0.12s</c>. The rule on equal results for different arguments compares them as they stand.
    /// </summary>
    public bool IgnoreVolatileTokens { get; set; } = true;

    /// <summary>More words behind which an id stands in results, such as <c>job</c> in <c>job 4711</c>; letters, digits, underscores and hyphens, compared without regard to case.</summary>
    public IList<string> VolatileWords { get; } = [];

    /// <summary>Whether a turn without a conversation lets the trigger abstain. Otherwise it is missing as <c>no-signal</c>, which escalates.</summary>
    public bool ConversationIsOptional { get; set; }

    /// <summary>How far back the rules look that look back, in tool steps, and how many targets and results are remembered at least; from 64 to 4096. Memory is proportional to it; the other rules count without end.</summary>
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
