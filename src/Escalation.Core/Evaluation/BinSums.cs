namespace Escalation.Evaluation;

/// <summary>What fell into a bin.</summary>
internal struct BinSums
{
    internal long Items;
    internal long Correct;
    internal double Confidence;

    /// <summary>The mean confidence minus the share of right answers; there must be an item.</summary>
    internal readonly double Excess => (Confidence / Items) - ((double)Correct / Items);

    internal void Add(double confidence, bool correct, int times)
    {
        Items += times;
        Correct += correct ? times : 0;
        Confidence += times * confidence;
    }
}
