using Escalation.Decisions;
using Escalation.Triggers.Sensitivity;

namespace Escalation.DependencyInjection;

/// <summary>One regular expression.</summary>
public sealed class ExpressionSettings
{
    /// <summary>The topic's name; it stands in the signal's detail.</summary>
    public string Topic { get; set; } = "";

    /// <summary>The expression: at most 1,000 characters, no back-references, look-around or atomic groups.</summary>
    public string Pattern { get; set; } = "";

    /// <summary>The code of the reason to give; null for <c>sensitivity</c>.</summary>
    public string? Reason { get; set; }

    /// <summary>Whether upper and lower case are alike.</summary>
    public bool IgnoreCase { get; set; } = true;

    internal SensitivePattern ToPattern() => new(Topic, Pattern, Reason is null ? null : new Reason(Reason), IgnoreCase);
}
