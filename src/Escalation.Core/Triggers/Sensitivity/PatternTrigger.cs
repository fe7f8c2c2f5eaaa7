using Escalation.Decisions;

namespace Escalation.Triggers.Sensitivity;

/// <summary>Fires when a text of the turn matches one of the given expressions.</summary>
/// <remarks>
/// The first pattern that matches gives reason and detail (its topic); a time-out counts as a match, and a text with the escapes of JSON is read once more without them. Missing as <c>input-too-large</c> or <c>no-signal</c>.
/// Immutable, safe for concurrent use; linear in the text for each pattern.
/// </remarks>
public sealed class PatternTrigger : ITrigger, IConfigured
{
    private readonly SensitivePattern[] _patterns;
    private readonly TextScan _scan;

    /// <summary>Creates the trigger.</summary>
    /// <param name="name">The name, unique within a policy.</param>
    /// <param name="patterns">At least one.</param>
    /// <param name="options">Which texts, and what to propose; copied. Null takes the defaults.</param>
    /// <exception cref="ArgumentException">Thrown when the name is blank, or the patterns are empty or hold null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when an option is out of range.</exception>
    public PatternTrigger(string name, IEnumerable<SensitivePattern> patterns, TextScanOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(patterns);
        Name = Guard.NotBlank(name);
        _patterns = TriggerParts.Require(patterns.ToArray(), nameof(patterns));
        _scan = new TextScan(options ?? new TextScanOptions());
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public string Configuration => $"{_scan.Configuration};{string.Concat(_patterns.Select(pattern => $"{TriggerParts.Counted(pattern.Topic)}{TriggerParts.Counted(pattern.Pattern)}{pattern.Reason.Code}{pattern.IgnoreCase}"))}";

    /// <inheritdoc/>
    public Signal Evaluate(AgentTurn turn)
    {
        TurnTexts texts = _scan.Read(turn, out Signal? refusal);
        if (refusal is { } signal)
        {
            return signal;
        }

        var reader = new Reader(_patterns);
        texts.ReadAll(ref reader);
        return reader.First == _patterns.Length ? Signal.Quiet() : Signal.Fire(_patterns[reader.First].Reason, _scan.Outcome, detail: _patterns[reader.First].Topic);
    }

    /// <inheritdoc/>
    public string? Explain(AgentTurn turn, in Signal signal) => signal.Fired && !signal.Failed ? $"A pattern of topic '{signal.Detail}' matched." : null;

    /// <summary>Keeps the first pattern that matches any text; their number when none does.</summary>
    private struct Reader(SensitivePattern[] patterns) : ITextReader
    {
        internal int First { get; private set; } = patterns.Length;

        public void Read(ReadOnlySpan<char> text, bool isUndone)
        {
            for (int i = 0; i < First; i++)
            {
                if (patterns[i].Matches(text))
                {
                    First = i;
                }
            }
        }
    }
}
