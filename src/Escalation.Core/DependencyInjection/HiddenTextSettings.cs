using Escalation.Triggers.Sensitivity;

namespace Escalation.DependencyInjection;

/// <summary>Characters that hide or reorder text; trigger <c>sensitivity-hidden-text</c>. That the section is there turns it on.</summary>
/// <remarks>Reasons: <c>hidden-text</c> with the detail <c>bidi-override</c>, <c>tag-characters</c>, <c>invisible-in-word</c> or <c>stacked-marks</c>; <c>input-too-large</c> for a text above the limit, <c>no-signal</c> for a turn without text.</remarks>
public sealed class HiddenTextSettings : TextScanOptions
{
    /// <summary>Whether it runs; a later source of configuration can turn it off. The options are validated in both cases.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>How many invisible characters may stand between Latin letters, at least 0.</summary>
    public int MaximumInvisible { get; set; } = 1;

    /// <summary>How many combining marks may follow one character, at least 1.</summary>
    public int MaximumMarks { get; set; } = 30;

    internal HiddenTextTrigger ToTrigger(string name) => new(name, new HiddenTextOptions
    {
        Sources = Sources,
        MaximumLength = MaximumLength,
        TextIsOptional = TextIsOptional,
        Outcome = Outcome,
        MaximumInvisible = MaximumInvisible,
        MaximumMarks = MaximumMarks,
    });
}
