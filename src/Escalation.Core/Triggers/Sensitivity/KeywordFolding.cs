namespace Escalation.Triggers.Sensitivity;

/// <summary>Which spellings of a keyword are alike.</summary>
public enum KeywordFolding
{
    /// <summary>
    /// Upper and lower case, and disguises: invisible and control characters, combining marks, full-width, enclosed and mathematical letters, look-alikes of
    /// other scripts, small capitals, and for keywords of four letters or more digits and signs for letters, letters set one by one, text reversed behind a right-to-left override and upside-down letters; for
    /// keywords of five letters or more letters that are drawn out (<c>suiiicide</c>) or doubled where English doubles none (<c>lawwyer</c>), and for phrases of eight
    /// letters or more the words written as one (<c>killmyself</c>). An underscore sets words apart, and white space, hyphens, dashes, asterisks and double
    /// quotation marks between the words of a phrase are alike. The default.
    /// </summary>
    Disguises = 0,

    /// <summary>Upper and lower case only: where a script puts spaces between words, whole-word hits are those of <c>\b(?:keyword)\b</c> ignoring case, so an underscore is part of words.</summary>
    CaseOnly,
}
