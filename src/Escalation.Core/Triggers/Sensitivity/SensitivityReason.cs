using Escalation.Decisions;

namespace Escalation.Triggers.Sensitivity;

/// <summary>The reasons that triggers of this room give besides <see cref="Reason.Sensitivity"/>, which keywords and patterns give unless told otherwise.</summary>
public static class SensitivityReason
{
    /// <summary>A text holds personal data.</summary>
    public static Reason PersonalData { get; } = new("personal-data");

    /// <summary>The request is angry, desperate or otherwise negative.</summary>
    public static Reason NegativeSentiment { get; } = new("negative-sentiment");

    /// <summary>A text holds characters that hide or reorder what people see.</summary>
    public static Reason HiddenText { get; } = new("hidden-text");

    /// <summary>The account is of high value, or its holder is vulnerable.</summary>
    public static Reason ProtectedAccount { get; } = new("protected-account");
}
