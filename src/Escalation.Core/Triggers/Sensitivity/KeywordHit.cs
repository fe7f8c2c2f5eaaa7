namespace Escalation.Triggers.Sensitivity;

/// <summary>A keyword found in a text.</summary>
/// <param name="Topic">The topic's name.</param>
/// <param name="Keyword">The keyword as the topic lists it.</param>
/// <param name="Start">Where it begins in the text, in UTF-16 code units.</param>
/// <param name="Length">How long it is in the text, what was inserted to disguise it included.</param>
/// <param name="IsDisguised">Whether it was found only after folding.</param>
public readonly record struct KeywordHit(string Topic, string Keyword, int Start, int Length, bool IsDisguised);
