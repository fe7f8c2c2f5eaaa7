using System.Globalization;
using Escalation.Decisions;

namespace Escalation.Triggers.Confidence;

/// <summary>The confidence that an answer states in words: <c>Confidence: 85%</c>, <c>"confidence": 0.85</c>, <c>confidence is 8/10</c>.</summary>
/// <remarks>
/// Read strictly. A statement is the label as a whole word, then <c>:</c> (full-width too), <c>=</c> or <c>is</c>, before a sign perhaps <c>score</c>, <c>level</c>, <c>rating</c> or <c>value</c>, then a plain decimal number of ASCII digits with an optional <c>%</c>,
/// <c>/10</c>, <c>/100</c>, <c>out of 10</c> or <c>out of 100</c>, and nothing that would go on with the number. Several statements count with the lowest. A statement
/// that is no such number, or lies outside its scale, spoils the answer: there is no value, however many good ones stand beside it. Prose that uses the label otherwise is
/// no statement. Immutable; reading is linear in the text and allocates nothing.
/// </remarks>
public readonly record struct VerbalizedConfidence
{
    /// <summary>The word that introduces a statement unless another is given.</summary>
    public const string DefaultLabel = "confidence";

    private VerbalizedConfidence(in Estimate value, int statements, bool isConflicting)
    {
        Value = value;
        Statements = statements;
        IsConflicting = isConflicting;
    }

    /// <summary>The lowest stated confidence, in [0, 1]. No statement: missing as <see cref="Reason.NoSignal"/>. No number: as <see cref="Reason.ScoreUndefined"/>. Outside its scale: as <see cref="Reason.ScoreOutOfRange"/>.</summary>
    public Estimate Value { get; }

    /// <summary>How many statements were found up to the first that cannot be read.</summary>
    public int Statements { get; }

    /// <summary>Whether the answer states different confidences.</summary>
    public bool IsConflicting { get; }

    /// <summary>Reads an answer.</summary>
    /// <param name="text">The answer.</param>
    /// <param name="scale">The scale of a bare number.</param>
    /// <param name="label">The word that introduces a statement, compared ignoring case.</param>
    /// <exception cref="ArgumentException">Thrown when <paramref name="label"/> is blank.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when <paramref name="scale"/> is not one of the enum.</exception>
    public static VerbalizedConfidence Read(ReadOnlySpan<char> text, VerbalizedScale scale, string label = DefaultLabel)
    {
        Guard.NotBlank(label);
        double whole = WholeOf(scale);
        double lowest = double.NaN;
        int statements = 0;
        bool conflicting = false;
        for (int at = 0; at < text.Length;)
        {
            int found = text[at..].IndexOf(label, StringComparison.OrdinalIgnoreCase);
            if (found < 0)
            {
                break;
            }

            int start = at + found;
            at = start + label.Length;
            bool isWord = (start == 0 || !IsWordPart(text[start - 1])) && (at == text.Length || !IsWordPart(text[at]));
            var statement = isWord ? VerbalizedNumber.After(text[at..]) : default;
            if (!statement.IsStatement)
            {
                continue;
            }

            statements++;
            double share = statement.Number / (statement.Whole > 0 ? statement.Whole : whole);
            if (!(share >= 0.0 && share <= 1.0))
            {
                return new VerbalizedConfidence(Estimate.Missing(double.IsNaN(share) ? Reason.ScoreUndefined : Reason.ScoreOutOfRange, "verbalized"), statements, conflicting);
            }

            conflicting |= statements > 1 && share != lowest;
            lowest = share >= lowest ? lowest : share;
        }

        return new VerbalizedConfidence(statements == 0 ? Estimate.Missing(Reason.NoSignal, "verbalized") : Estimate.Probability(lowest), statements, conflicting);
    }

    /// <summary>Reads <see cref="AgentTurn.Answer"/>. The predictor is <see cref="ISelfReported"/>: usable behind a certified threshold, or wrapped in a calibrator, and nowhere else.</summary>
    /// <param name="scale">The scale of a bare number.</param>
    /// <param name="label">The word that introduces a statement, compared ignoring case.</param>
    /// <exception cref="ArgumentException">Thrown when <paramref name="label"/> is blank.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when <paramref name="scale"/> is not one of the enum.</exception>
    public static ISelfReported Predictor(VerbalizedScale scale, string label = DefaultLabel)
    {
        WholeOf(scale);
        return new FromAnswer(scale, Guard.NotBlank(label));
    }

    private static double WholeOf(VerbalizedScale scale) => scale switch
    {
        VerbalizedScale.Unit => 1.0,
        VerbalizedScale.Ten => 10.0,
        VerbalizedScale.Percent => 100.0,
        _ => throw new ArgumentOutOfRangeException(nameof(scale), scale, "Not a scale."),
    };

    private static bool IsWordPart(char c) => char.IsLetterOrDigit(c) || c == '_';

    private sealed class FromAnswer(VerbalizedScale scale, string label) : ISelfReported, IConfigured
    {
        public string Name => "verbalized-confidence";

        public string Configuration => string.Create(CultureInfo.InvariantCulture, $"{scale};{TriggerParts.Counted(label)}");

        public Estimate Predict(AgentTurn turn) => Read(turn.Answer, scale, label).Value;
    }
}
