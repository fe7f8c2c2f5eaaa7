namespace Escalation.Triggers.Sensitivity;

/// <summary>How much of a word a keyword must be.</summary>
public enum KeywordMatching
{
    /// <summary>The keyword stands as a word of its own: <c>lawyer</c> is not in <c>lawyers</c>. The default.</summary>
    WholeWord = 0,

    /// <summary>A word starts with the keyword: <c>lawyer</c> is in <c>lawyers</c>, <c>sue</c> is not in <c>issue</c>.</summary>
    WordStart,

    /// <summary>The keyword stands anywhere: <c>sue</c> is in <c>issue</c>.</summary>
    Anywhere,
}
