namespace Escalation.Experiments.Ambiguity;

/// <summary>One request of the intent data.</summary>
/// <param name="Split">The part it belongs to, for example <c>train</c> or <c>oos_test</c>.</param>
/// <param name="Intent">The intent; <c>oos</c> for none of them.</param>
/// <param name="Text">The request.</param>
internal sealed record Utterance(string Split, string Intent, string Text);
