namespace Escalation.Decisions;

/// <summary>One listed alternative at a token position.</summary>
/// <param name="Token">The token's text. Equal text can be different tokens, for example parts of one UTF-8 sequence.</param>
/// <param name="LogProb">Natural logarithm of its probability, at most 0 up to rounding.</param>
public readonly record struct TokenAlternative(string Token, double LogProb);
