namespace Escalation.Triggers.Sensitivity;

/// <summary>Which spellings of a keyword are alike.</summary>
public enum KeywordFolding
{
    /// <summary>
    /// Upper and lower case, and disguises: invisible and control characters, combining marks, full-width, enclosed and mathematical letters, look-alikes of
    /// other scripts, small capitals, and for keywords of four letters or more digits and signs for letters, letters set one by one, reversed and turned text.
    /// An underscore sets words apart, and white space, hyphens and dashes between the words of a phrase are alike. The default.
    /// </summary>
    Disguises = 0,

    /// <summary>Upper and lower case only: where a script puts spaces between words, whole-word hits are those of <c>\b(?:keyword)\b</c> ignoring case, so an underscore is part of words.</summary>
    CaseOnly,
}
