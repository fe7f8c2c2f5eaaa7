namespace Escalation.Triggers.Sensitivity.Sentiment;

/// <summary>What the last three words do to the next one, in a few bits.</summary>
internal readonly record struct RecentWords(int Negations, int Strong, int Weak)
{
    internal const int Length = 3;

    private const int Mask = (1 << Length) - 1;

    internal bool Negated => Negations != 0;

    internal RecentWords Push(bool negation, int strength) => new(
        ((Negations << 1) | (negation ? 1 : 0)) & Mask,
        ((Strong << 1) | (strength > 0 ? 1 : 0)) & Mask,
        ((Weak << 1) | (strength < 0 ? 1 : 0)) & Mask);

    /// <summary>1, -1 or 0 for the word so many before; 0 is the last one.</summary>
    internal int StrengthAt(int back) => ((Strong >> back) & 1) - ((Weak >> back) & 1);
}
