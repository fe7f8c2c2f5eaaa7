namespace Escalation.Triggers.Sensitivity.Matching;

/// <summary>How long keywords may be; buffers on the stack rely on it.</summary>
internal static class KeywordLimits
{
    /// <summary>The longest keyword, in UTF-16 code units, before and after folding.</summary>
    internal const int MaximumLength = 256;
}
