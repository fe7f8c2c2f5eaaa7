namespace Escalation.Calibration.Grouping;

/// <summary>Whether items repeat, in counts and in a sentence.</summary>
/// <param name="Items">How many items there are.</param>
/// <param name="Distinct">How many different ids or rows they have.</param>
/// <param name="RepeatedItems">How many items share their id or row with another one.</param>
/// <param name="LargestCount">The largest number of items with the same id or row; 0 without items.</param>
/// <param name="CommonFactor">The largest whole number that divides how often each id or row occurs: 10 where everything was copied ten times, 1 where nothing of the kind holds; 0 without items.</param>
/// <param name="IsSuspicious">Whether the repetition is one that independent draws do not show, so that counting items as independent would void a certificate.</param>
/// <param name="Sentence">The finding and what to do about it, for a person.</param>
public sealed record RepeatReport(long Items, long Distinct, long RepeatedItems, long LargestCount, long CommonFactor, bool IsSuspicious, string Sentence);
