using System.Globalization;
using Escalation.Decisions;
using Escalation.Triggers.Sensitivity.Folding;

namespace Escalation.Triggers.Sensitivity;

/// <summary>Fires when a text holds characters that hide or reorder what people see: overrides of direction, tags, invisible characters inside words, stacks of marks.</summary>
/// <remarks>
/// Reason <c>hidden-text</c> with the detail <c>bidi-override</c>, <c>tag-characters</c>, <c>invisible-in-word</c> or <c>stacked-marks</c>; missing as
/// <c>input-too-large</c> or <c>no-signal</c>. The score is the number found, the threshold the number that is allowed. Marks of direction and
/// joiners that scripts need are no sign. Immutable, safe for concurrent use; linear, allocates nothing.
/// </remarks>
public sealed class HiddenTextTrigger : ITrigger, IConfigured
{
    private readonly TextScan _scan;
    private readonly int _maximumInvisible;
    private readonly int _maximumMarks;

    /// <summary>Creates the trigger.</summary>
    /// <param name="name">The name, unique within a policy.</param>
    /// <param name="options">What is too much; copied. Null takes the defaults.</param>
    /// <exception cref="ArgumentException">Thrown when the name is blank.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when an option is out of range.</exception>
    public HiddenTextTrigger(string name, HiddenTextOptions? options = null)
    {
        options ??= new HiddenTextOptions();
        Name = Guard.NotBlank(name);
        _scan = new TextScan(options);
        _maximumInvisible = Guard.AtLeast(options.MaximumInvisible, 0, nameof(options.MaximumInvisible));
        _maximumMarks = Guard.AtLeast(options.MaximumMarks, 1, nameof(options.MaximumMarks));
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public string Configuration => string.Create(CultureInfo.InvariantCulture, $"{_scan.Configuration};{_maximumInvisible};{_maximumMarks}");

    /// <inheritdoc/>
    public Signal Evaluate(AgentTurn turn)
    {
        TurnTexts texts = _scan.Read(turn, out Signal? refusal);
        if (refusal is { } signal)
        {
            return signal;
        }

        var reader = default(Reader);
        texts.ReadAll(ref reader);
        HiddenCounts counts = reader.Counts;
        return counts.Overrides > 0 ? Fire(counts.Overrides, 0, "bidi-override")
            : counts.Tags > 0 ? Fire(counts.Tags, 0, "tag-characters")
            : counts.Invisible > _maximumInvisible ? Fire(counts.Invisible, _maximumInvisible, "invisible-in-word")
            : counts.Marks > _maximumMarks ? Fire(counts.Marks, _maximumMarks, "stacked-marks")
            : Signal.Quiet();
    }

    /// <inheritdoc/>
    public string? Explain(AgentTurn turn, in Signal signal) => null;

    private Signal Fire(int found, int allowed, string detail) => Signal.Fire(SensitivityReason.HiddenText, _scan.Outcome, found, allowed, detail);

    /// <summary>Adds up what the texts hide; a text read twice counts as it hides more.</summary>
    private struct Reader : ITextReader
    {
        private HiddenCounts _before;
        private HiddenCounts _latest;

        internal readonly HiddenCounts Counts => _before.With(_latest);

        public void Read(ReadOnlySpan<char> text, bool isUndone)
        {
            var counts = HiddenCounts.Of(text);
            if (isUndone)
            {
                _latest = _latest.Or(counts);
                return;
            }

            (_before, _latest) = (Counts, counts);
        }
    }
}
