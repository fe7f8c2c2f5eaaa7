namespace Escalation.Decisions;

/// <summary>The log-probability of one generated token, neutral of any provider.</summary>
/// <param name="Token">The chosen token's text.</param>
/// <param name="LogProb">Natural logarithm of its probability, at most 0 up to rounding. Values at or below -9000 are a provider's way to say "not in the list".</param>
/// <param name="Top">The listed alternatives, possibly empty; the chosen token need not be among them.</param>
public readonly record struct TokenLogProb(string Token, double LogProb, ReadOnlyMemory<TokenAlternative> Top = default);
