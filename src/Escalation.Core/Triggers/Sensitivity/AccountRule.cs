using System.Globalization;
using Escalation.Decisions;

namespace Escalation.Triggers.Sensitivity;

/// <summary>What makes an account one that a person should look after: a number above a threshold, or a mark. Immutable.</summary>
public sealed class AccountRule
{
    private AccountRule(string attribute, double? above, string? value, bool required)
    {
        Attribute = Guard.NotBlank(attribute);
        AboveValue = above;
        EqualTo = value;
        Required = required;
    }

    /// <summary>The name in <see cref="AgentTurn.Attributes"/>.</summary>
    public string Attribute { get; }

    /// <summary>The number above which the rule fires; null for a rule about a mark.</summary>
    public double? AboveValue { get; }

    /// <summary>The mark at which the rule fires, compared ordinally without regard to case; null for a rule about a number.</summary>
    public string? EqualTo { get; }

    /// <summary>Whether a turn without the attribute is missing, which escalates; otherwise the rule abstains.</summary>
    public bool Required { get; }

    /// <summary>Fires when the attribute is a number above the threshold; equality acts. What is there and no finite number, a blank one too, is missing, which escalates.</summary>
    /// <param name="attribute">The attribute's name.</param>
    /// <param name="threshold">The threshold; finite, in the attribute's unit.</param>
    /// <param name="required">Whether the attribute must be there.</param>
    /// <exception cref="ArgumentException">Thrown when the name is blank.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when the threshold is not finite.</exception>
    public static AccountRule Above(string attribute, double threshold, bool required = false) => new(attribute, Guard.Finite(threshold), null, required);

    /// <summary>Fires when the attribute has this value, for example <c>vulnerable</c> = <c>true</c>. A blank attribute counts as absent.</summary>
    /// <param name="attribute">The attribute's name.</param>
    /// <param name="value">The value.</param>
    /// <param name="required">Whether the attribute must be there.</param>
    /// <exception cref="ArgumentException">Thrown when the name or the value is blank.</exception>
    public static AccountRule Marked(string attribute, string value = "true", bool required = false) => new(attribute, null, Guard.NotBlank(value), required);

    internal string Configuration => string.Create(CultureInfo.InvariantCulture, $"{TriggerParts.Counted(Attribute)}{AboveValue:R};{TriggerParts.Counted(EqualTo ?? "")}{Required}");

    internal Signal Evaluate(AgentTurn turn, DecisionOutcome outcome)
    {
        if (turn.Attributes is not { } attributes || !attributes.TryGetValue(Attribute, out string? text) || text is null)
        {
            return Required ? Signal.Missing(Reason.NoSignal, Attribute) : Signal.NotApplicable();
        }

        if (AboveValue is not { } threshold)
        {
            if (string.IsNullOrWhiteSpace(text))
            {
                return Required ? Signal.Missing(Reason.NoSignal, Attribute) : Signal.NotApplicable();
            }

            return text.AsSpan().Trim().Equals(EqualTo, StringComparison.OrdinalIgnoreCase) ? Signal.Fire(SensitivityReason.ProtectedAccount, outcome, detail: Attribute) : Signal.Quiet();
        }

        if (!double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) || !double.IsFinite(value))
        {
            return Signal.Missing(Reason.ScoreUndefined, Attribute);
        }

        return ScoreComparison.Escalates(ScoreDirection.HigherDelegates, value, threshold)
            ? Signal.Fire(SensitivityReason.ProtectedAccount, outcome, value, threshold, Attribute)
            : Signal.Quiet(value, threshold);
    }
}
