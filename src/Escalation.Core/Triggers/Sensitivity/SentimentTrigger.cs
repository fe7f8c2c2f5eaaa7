using System.Globalization;
using Escalation.Decisions;
using Escalation.Triggers.Sensitivity.Sentiment;

namespace Escalation.Triggers.Sensitivity;

/// <summary>Fires when a text of the turn is negative: angry, sad, desperate.</summary>
/// <remarks>
/// Reason <c>negative-sentiment</c>, missing as <c>input-too-large</c> or <c>no-signal</c>. The score is that of <see cref="SentimentScorer"/>, the lowest
/// of the texts. English only: texts without a known word score 0. Immutable, safe for concurrent use; linear, allocates nothing.
/// </remarks>
public sealed class SentimentTrigger : ITrigger, IConfigured
{
    private readonly TextScan _scan;
    private readonly SentimentLexicon _lexicon;
    private readonly double _below;

    /// <summary>Creates the trigger.</summary>
    /// <param name="name">The name, unique within a policy.</param>
    /// <param name="options">When a text counts as negative; copied. Null takes the defaults.</param>
    /// <exception cref="ArgumentException">Thrown when the name is blank.</exception>
    /// <exception cref="ArgumentNullException">Thrown when the lexicon is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when an option is out of range.</exception>
    public SentimentTrigger(string name, SentimentOptions? options = null)
    {
        options ??= new SentimentOptions();
        Name = Guard.NotBlank(name);
        _scan = new TextScan(options);
        ArgumentNullException.ThrowIfNull(options.Lexicon);
        _lexicon = options.Lexicon;
        _below = options.Below;
        if (!(Math.Abs(_below) < 1))
        {
            Guard.OutOfRange(nameof(options.Below), "a score strictly between -1 and 1", _below);
        }
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public string Configuration => string.Create(CultureInfo.InvariantCulture, $"{_scan.Configuration};{_below:R};{_lexicon.Fingerprint}");

    /// <inheritdoc/>
    public Signal Evaluate(AgentTurn turn)
    {
        TurnTexts texts = _scan.Read(turn, out Signal? refusal);
        if (refusal is { } signal)
        {
            return signal;
        }

        var reader = new Reader(_lexicon);
        texts.ReadAll(ref reader);
        double lowest = reader.Lowest;
        return ScoreComparison.Escalates(ScoreDirection.LowerDelegates, lowest, _below)
            ? Signal.Fire(SensitivityReason.NegativeSentiment, _scan.Outcome, lowest, _below)
            : Signal.Quiet(lowest, _below);
    }

    /// <inheritdoc/>
    public string? Explain(AgentTurn turn, in Signal signal) => null;

    /// <summary>Keeps the lowest score; NaN stays.</summary>
    private struct Reader(SentimentLexicon lexicon) : ITextReader
    {
        internal double Lowest { get; private set; } = 1;

        public void Read(ReadOnlySpan<char> text, bool isUndone) => Lowest = Math.Min(Lowest, SentimentScorer.Score(text, lexicon));
    }
}
