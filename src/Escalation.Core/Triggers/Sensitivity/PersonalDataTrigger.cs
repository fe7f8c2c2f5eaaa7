using System.Globalization;
using Escalation.Decisions;
using Escalation.Redaction;

namespace Escalation.Triggers.Sensitivity;

/// <summary>Fires when a text of the turn holds personal data.</summary>
/// <remarks>
/// Reason <c>personal-data</c>, missing as <c>input-too-large</c> or <c>no-signal</c>. The score is the confidence of the strongest span, the detail its
/// class; the texts' own words are never repeated. A text with the escapes of JSON is read once more without them. Immutable, safe for concurrent use; linear, allocates nothing.
/// </remarks>
public sealed class PersonalDataTrigger : ITrigger, IConfigured
{
    private readonly PersonalDataScanner _scanner;
    private readonly TextScan _scan;

    /// <summary>Creates the trigger.</summary>
    /// <param name="name">The name, unique within a policy.</param>
    /// <param name="scanner">What to look for; null takes the default.</param>
    /// <param name="options">Which texts, and what to propose; copied. Null takes the defaults.</param>
    /// <exception cref="ArgumentException">Thrown when the name is blank.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when an option is out of range.</exception>
    public PersonalDataTrigger(string name, PersonalDataScanner? scanner = null, TextScanOptions? options = null)
    {
        Name = Guard.NotBlank(name);
        _scanner = scanner ?? new PersonalDataScanner();
        _scan = new TextScan(options ?? new TextScanOptions());
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public string Configuration => string.Create(CultureInfo.InvariantCulture, $"{_scan.Configuration};{_scanner.MinimumConfidence:R};{string.Join(',', _scanner.Classes)}");

    /// <inheritdoc/>
    public Signal Evaluate(AgentTurn turn)
    {
        TurnTexts texts = _scan.Read(turn, out Signal? refusal);
        if (refusal is { } signal)
        {
            return signal;
        }

        var reader = new Reader(_scanner);
        texts.ReadAll(ref reader);
        PersonalDataSpan strongest = reader.Strongest;
        return strongest.Length == 0 ? Signal.Quiet()
            : Signal.Fire(SensitivityReason.PersonalData, _scan.Outcome, strongest.Confidence, _scanner.MinimumConfidence, strongest.Class.Code);
    }

    /// <inheritdoc/>
    public string? Explain(AgentTurn turn, in Signal signal) => signal.Fired && !signal.Failed ? $"Personal data of class '{signal.Detail}' was found." : null;

    /// <summary>Keeps the strongest span.</summary>
    private struct Reader(PersonalDataScanner scanner) : ITextReader
    {
        internal PersonalDataSpan Strongest { get; private set; }

        public void Read(ReadOnlySpan<char> text, bool isUndone)
        {
            if (scanner.TryFindStrongest(text, out PersonalDataSpan found) && found.Confidence > Strongest.Confidence)
            {
                Strongest = found;
            }
        }
    }
}
