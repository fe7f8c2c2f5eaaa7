using System.Globalization;

namespace Escalation.Uncertainty;

/// <summary>Class labels and the token texts that stand for each, for answers that are one token: a choice, a verdict, true or false.</summary>
/// <remarks>
/// Forms are exact token texts; give the variants with a leading space and in other cases too. A label of several tokens needs the texts of its first
/// token that differs from every other label's. Immutable and safe to share between threads.
/// </remarks>
public sealed class LabelSet
{
    /// <summary>The most labels in one set.</summary>
    public const int MaximumLabels = 64;

    private readonly string[] _labels;
    private readonly string[][] _forms;

    /// <summary>Creates a set of labels.</summary>
    /// <param name="labels">At least two labels, each with at least one form.</param>
    /// <exception cref="ArgumentException">Thrown when there are fewer than two labels or more than <see cref="MaximumLabels"/>, a name is blank or doubled, a label has no form, or a form is empty or stands twice.</exception>
    public LabelSet(params (string Label, string[] Forms)[] labels)
    {
        ArgumentNullException.ThrowIfNull(labels);
        if (labels.Length is < 2 or > MaximumLabels)
        {
            throw new ArgumentException($"labels must hold 2 to {MaximumLabels} labels, but holds {labels.Length}.", nameof(labels));
        }

        var names = new HashSet<string>(StringComparer.Ordinal);
        var forms = new HashSet<string>(StringComparer.Ordinal);
        foreach ((string label, string[] texts) in labels)
        {
            if (string.IsNullOrWhiteSpace(label) || !names.Add(label))
            {
                throw new ArgumentException($"labels must be distinct and not blank, but hold '{label}'.", nameof(labels));
            }

            if (texts is null || texts.Length == 0)
            {
                throw new ArgumentException($"Label '{label}' has no forms.", nameof(labels));
            }

            foreach (string form in texts)
            {
                if (string.IsNullOrEmpty(form) || !forms.Add(form))
                {
                    throw new ArgumentException($"Forms must be distinct over all labels and not empty, but label '{label}' has '{form}'.", nameof(labels));
                }
            }
        }

        _labels = [.. labels.Select(l => l.Label)];
        _forms = [.. labels.Select(l => l.Forms.ToArray())];
    }

    /// <summary>The labels, in the order given.</summary>
    public IReadOnlyList<string> Labels => _labels;

    /// <summary>The label's place, or -1.</summary>
    /// <param name="label">The label, compared ordinally.</param>
    public int IndexOf(string label) => Array.IndexOf(_labels, label);

    /// <summary>Everything that decides what a label is, canonically.</summary>
    internal string Configuration => string.Concat(_labels.Select((label, i) => string.Create(CultureInfo.InvariantCulture, $"{label.Length}:{label}{_forms[i].Length}:{string.Concat(_forms[i].Select(form => string.Create(CultureInfo.InvariantCulture, $"{form.Length}:{form}")))}")));

    internal ReadOnlySpan<string> FormsOf(int label) => _forms[label];
}
