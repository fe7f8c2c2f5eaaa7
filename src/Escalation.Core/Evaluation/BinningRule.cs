namespace Escalation.Evaluation;

/// <summary>How confidences from 0 to 1 are put into B bins. An ECE without its rule and B says little.</summary>
public enum BinningRule
{
    /// <summary>Even intervals, closed on the left: bin <c>min(floor(p B), B - 1)</c>, so that 1 is in the last bin and no confidence is left out.</summary>
    EqualWidth,

    /// <summary>Even intervals, closed on the right: bin <c>max(ceil(p B) - 1, 0)</c>, so that 0 is in the first bin. The form of tools that draw (lo, hi], which drop 0.</summary>
    EqualWidthRightClosed,

    /// <summary>The rows in a stable ascending order, cut into B runs whose sizes differ by at most one, longer ones first. A cut may go through tied confidences, so the order of the rows matters there; needs as many items as bins.</summary>
    EqualMass,

    /// <summary>Like <see cref="EqualMass"/> without a cut through a tie: each block of equal confidences lies in the bin of its middle item. Order-free; bins can be uneven or empty.</summary>
    EqualMassWholeTies,
}
