using System.Text;

namespace Escalation.Redaction;

/// <summary>Takes personal data out of texts and values: erased, masked or replaced by a keyed hash, by class.</summary>
/// <remarks>Immutable, safe for concurrent use. Linear in the text.</remarks>
public sealed class Redactor
{
    private readonly PersonalDataScanner _scanner;
    private readonly RedactionRules _rules;

    /// <summary>Creates a redactor.</summary>
    /// <param name="rules">How each class is redacted; copied. Null erases everything.</param>
    /// <param name="scanner">What finds personal data in texts. Null takes the default.</param>
    /// <exception cref="ArgumentException">Thrown when a rule hashes and there is no key.</exception>
    public Redactor(RedactionRules? rules = null, PersonalDataScanner? scanner = null)
    {
        _rules = rules?.Copy() ?? new RedactionRules();
        _scanner = scanner ?? new PersonalDataScanner();
        if (_rules.NeedsKey && _rules.Key is null)
        {
            throw new ArgumentException("Key must be set when a class is hashed, but was null.", nameof(rules));
        }
    }

    /// <summary>Replaces the personal data in a text.</summary>
    /// <param name="text">The text.</param>
    /// <returns>The same instance when nothing was found or all of it is kept.</returns>
    /// <exception cref="ArgumentNullException">Thrown when <paramref name="text"/> is null.</exception>
    public string Redact(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Redact(text, _scanner.Find(text));
    }

    /// <summary>Replaces spans that a scan has found.</summary>
    /// <param name="text">The text that was scanned.</param>
    /// <param name="spans">The spans, in order and without overlap.</param>
    /// <exception cref="ArgumentNullException">Thrown when an argument is null.</exception>
    /// <exception cref="ArgumentException">Thrown when spans overlap, are out of order or lie outside the text.</exception>
    public string Redact(string text, IReadOnlyList<PersonalDataSpan> spans)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(spans);
        StringBuilder? redacted = null;
        int copied = 0;
        int last = 0;
        foreach (PersonalDataSpan span in spans)
        {
            if (span.Start < last || span.Length < 1 || span.Length > text.Length - span.Start)
            {
                throw new ArgumentException($"spans must be in order, without overlap and inside the {text.Length} characters of the text, but one begins at {span.Start} with length {span.Length}.", nameof(spans));
            }

            last = span.End;
            string value = text.Substring(span.Start, span.Length);
            string replacement = RedactValue(span.Class, value);
            if (!ReferenceEquals(replacement, value))
            {
                (redacted ??= new StringBuilder(text.Length)).Append(text, copied, span.Start - copied).Append(replacement);
                copied = span.End;
            }
        }

        return redacted is null ? text : redacted.Append(text, copied, text.Length - copied).ToString();
    }

    /// <summary>Redacts one value of a known class, for structured fields.</summary>
    /// <param name="data">Its class; one without a rule is erased.</param>
    /// <param name="value">The value.</param>
    /// <exception cref="ArgumentNullException">Thrown when <paramref name="value"/> is null.</exception>
    public string RedactValue(DataClass data, string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return RedactValue(data, value, out _);
    }

    /// <param name="data">Its class.</param>
    /// <param name="value">The value.</param>
    /// <param name="applied">What was done: a value of which no part is safe to show is erased where the rule says to mask it.</param>
    internal string RedactValue(DataClass data, string value, out RedactionMethod applied)
    {
        applied = _rules.MethodFor(data);
        switch (applied)
        {
            case RedactionMethod.Keep:
                return value;
            case RedactionMethod.Hash:
                return $"[{data.Code}:{_rules.Key!.Id}:{_rules.Key.Hash(data, ValueMask.Canonical(data, value))}]";
            case RedactionMethod.Mask when ValueMask.Of(data, value) is { } masked:
                return masked;
            default:
                applied = RedactionMethod.Erase;
                return Erased(data);
        }
    }

    /// <summary>The method that the rules name for a class.</summary>
    internal RedactionMethod MethodFor(DataClass data) => _rules.MethodFor(data);

    /// <summary>The key's name when a rule hashes.</summary>
    internal string? KeyId => _rules.NeedsKey ? _rules.Key!.Id : null;

    private static string Erased(DataClass data) => $"[{data.Code}]";
}
